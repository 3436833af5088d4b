"""Scores of KenLM for test/unit/server/language: `python test/vectors/language.py` (needs `MAX_ORDER=10 pip install kenlm`).

Writes test/vectors/language.json: an ARPA file of its own (back-off weights of both signs, contexts that nothing follows,
suffixes that are missing), and what KenLM says of every letter of some texts in it and in the English model.
"""

import json
import os
import random
import tempfile

import kenlm

HERE = os.path.dirname(os.path.abspath(__file__))
ENGLISH = os.path.join(HERE, '..', '..', 'models', 'language', 'english-9gram.arpa.gz')
LETTERS = 'abc '


def word(letter):
    return '&' if letter == ' ' else letter


def made_up(seed):
    """An ARPA file of order 4 that no text would give: KenLM's rule does not ask whether probabilities sum to 1."""
    rng = random.Random(seed)
    words = [word(letter) for letter in LETTERS]
    orders = [{(w,): None for w in ['<s>', '</s>', '<unk>', *words]}]
    for _ in range(3):
        longer = {}
        for context in orders[-1]:
            if context[-1] in ('</s>', '<unk>'):
                continue
            for w in [*words, '</s>']:
                # KenLM leaves little room for n-grams whose suffix is missing.
                if rng.random() < (0.7 if (*context[1:], w) in orders[-1] else 0.03):
                    longer[(*context, w)] = None
        orders.append(longer)
    lines = ['\\data\\', *(f'ngram {k + 1}={len(ngrams)}' for k, ngrams in enumerate(orders))]
    for k, ngrams in enumerate(orders):
        lines += ['', f'\\{k + 1}-grams:']
        listed = list(ngrams)
        rng.shuffle(listed)
        for ngram in listed:
            probability = -99 if ngram == ('<s>',) else round(-2 * rng.random(), 4)
            line = f'{probability}\t{" ".join(ngram)}'
            if k < 3 and ngram[-1] != '</s>' and rng.random() < 0.8:
                line += f'\t{round(rng.random() - 0.7, 4)}'
            lines.append(line)
    return '\n'.join([*lines, '', '\\end\\', ''])


def scores(model, text):
    return [round(score, 6) for score, _, _ in model.full_scores(' '.join(word(c) for c in text), bos=True, eos=True)]


def main():
    rng = random.Random(1)
    arpa = made_up(7)
    with tempfile.NamedTemporaryFile('w', suffix='.arpa') as file:
        file.write(arpa)
        file.flush()
        model = kenlm.Model(file.name)
        texts = [''.join(rng.choice(LETTERS) for _ in range(rng.randint(1, 20))).strip() for _ in range(20)]
        small = [{'text': text, 'scores': scores(model, text)} for text in texts if text]
    english = kenlm.Model(ENGLISH)
    sentences = ['the time machine', 'to be or not to be', 'qqzx jjj', 'what light through yonder window breaks', '9 a 9']
    large = [{'text': text, 'scores': scores(english, text)} for text in sentences]
    with open(os.path.join(HERE, 'language.json'), 'w') as file:
        json.dump({'arpa': arpa, 'letters': LETTERS, 'small': small, 'english': large}, file, indent=1)
        file.write('\n')


main()

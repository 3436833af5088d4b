import { BACKSPACE as BACKSPACE_NAME, typedBy } from '../../models/label-typing.js';
import type { CharactersSettings, Manifest } from '../../models/manifest.js';
import { BACKSPACE } from '../language/typed-text.js';
import type { LanguageModelRequest } from './language-models.js';

/** Labels that type nothing have to be told apart, too. */
const FIRST_PRIVATE_USE = 0xe000;

/** What a label types, as the search writes it; undefined for one that is never decoded. */
export function keyOf(settings: CharactersSettings, label: string): string | undefined {
  const typed = typedBy(settings, label);
  if (typed === BACKSPACE_NAME) return BACKSPACE;
  return typed === '' ? undefined : typed;
}

/** Of every label but the blank: the key that it types, or a character of its own. */
export function keysOf(settings: CharactersSettings): string[] {
  return decodedLabels(settings).map(
    (label, i) => keyOf(settings, label) ?? String.fromCodePoint(FIRST_PRIVATE_USE + i),
  );
}

/** The language model of a decoder; nothing for one without. */
export function languageModelRequest({
  dir,
  manifest,
}: {
  readonly dir: string;
  readonly manifest: Manifest;
}): LanguageModelRequest | undefined {
  const { postprocess, files } = manifest;
  if (postprocess.kind !== 'characters' || postprocess.languageModel === undefined) return undefined;
  const { languageModel: settings } = postprocess;
  const letters = decodedLabels(postprocess).flatMap((label) => {
    const key = keyOf(postprocess, label);
    return key === undefined || key === BACKSPACE ? [] : [key];
  });
  return { settings, dir, sha256: settings.sha256 ?? files[settings.file], letters };
}

function decodedLabels({ mode, labels, blank }: CharactersSettings): readonly string[] {
  return mode === 'ctc' ? labels.filter((label) => label !== blank) : labels;
}

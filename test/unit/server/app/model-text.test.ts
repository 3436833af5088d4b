import { describe, expect, it } from 'vitest';
import { modelText } from '../../../../server/app/model-text.js';
import { testModel, withManifest } from '../../../helpers/models.js';

describe('modelText', () => {
  const outputOf = (change: Record<string, unknown>): string => {
    const entry = withManifest(testModel('retrieval-small'), (manifest) => Object.assign(manifest.postprocess, change));
    return modelText(entry).match(/^ {2}output +(.*)$/m)?.[1] ?? '';
  };

  it('says what a retrieval model compares with what', () => {
    expect(outputOf({})).toBe(
      'the best 5 candidates of story.bank, and 3 labels, by the output with candidates of norm 1 (temperature 10, float32)',
    );
    const average = { by: 'value', maxStimuli: 200 };
    expect(outputOf({ normalise: 'both', topLabels: undefined, precision: 'int8', average })).toBe(
      'the best 5 candidates of story.bank, by the cosine of output and candidates (temperature 10, int8); mean over markers with the same value',
    );
  });
});

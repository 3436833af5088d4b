import { expect, it } from 'vitest';
import { Workspace } from '../../../../server/lane/workspace.js';

it('a workspace gives all who ask the same memory, and grows for who asks for more', () => {
  const workspace = new Workspace();
  const output = workspace.output(100);
  expect(workspace.output(40)).toBe(output);
  expect(workspace.output(101)).toHaveLength(101);
  const window = workspace.window(60);
  expect(window).toHaveLength(60);
  expect(workspace.window(20)).toHaveLength(20);
  expect(workspace.window(20).buffer).toBe(window.buffer);
});

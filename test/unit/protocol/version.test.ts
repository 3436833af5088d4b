import { describe, expect, it } from 'vitest';
import { chooseSubprotocol } from '../../../protocol/version.js';

describe('chooseSubprotocol', () => {
  it('prefers the binary form whatever the order, and passes over other versions', () => {
    expect(chooseSubprotocol(['cortexwire.v1.json', 'cortexwire.v1.protobuf'])).toBe('cortexwire.v1.protobuf');
    expect(chooseSubprotocol(new Set(['cortexwire.v2.protobuf', 'cortexwire.v1.json']))).toBe('cortexwire.v1.json');
  });

  it('gives nothing when there is nothing in common', () => {
    expect(chooseSubprotocol([])).toBeUndefined();
    expect(chooseSubprotocol(['cortexwire.v2.protobuf', 'mqtt'])).toBeUndefined();
  });
});

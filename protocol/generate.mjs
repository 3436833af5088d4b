/**
 * Makes `protocol/generated/` from `cortexwire.proto`:
 *
 * - `cortexwire.js`: the binary codec of protobufjs (static, ESM), and `cortexwire.d.ts`, as much of its types as
 *   `frame.ts` needs;
 * - `messages.ts`: plain types, the enums, and the table of fields that the JSON form is made from.
 *
 * `--check` writes nothing and fails when a file in the folder is not what would be written.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format } from 'prettier';
import protobuf from 'protobufjs';
import pbjs from 'protobufjs-cli/pbjs.js';

const proto = new URL('cortexwire.proto', import.meta.url);
const folder = new URL('generated/', import.meta.url);
const flags =
  '-t static-module -w esm --root cortexwire --force-number --no-service --no-create --no-verify --no-convert --no-delimited --no-typeurl --no-comments';

const header = '// Generated from cortexwire.proto by `npm run codec`; not edited by hand.\n';
const scalars = {
  double: 'number',
  float: 'number',
  uint32: 'number',
  uint64: 'number',
  bool: 'boolean',
  string: 'string',
  bytes: 'Uint8Array',
};

function docs(comment, indent) {
  if (comment === null) return '';
  const lines = comment.split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}

function enumText(type) {
  const values = Object.entries(type.values)
    .map(([name, value]) => `${docs(type.comments[name], '  ')}  ${name}: ${value},\n`)
    .join('');
  return `${docs(type.comment, '')}export const ${type.name} = {\n${values}} as const;
export type ${type.name} = (typeof ${type.name})[keyof typeof ${type.name}];\n\n`;
}

function isMessage(field) {
  return field.resolvedType instanceof protobuf.Type;
}

function interfaceText(type) {
  const fields = type.fieldsArray.map((field) => {
    const base = field.resolvedType?.name ?? scalars[field.type];
    if (base === undefined) throw new Error(`${type.name}.${field.name}: no TypeScript type for ${field.type}`);
    const optional = !field.repeated && (isMessage(field) || field.partOf);
    const text = field.repeated ? `readonly ${base}[]` : optional ? `${base} | undefined` : base;
    return `${docs(field.comment, '  ')}  ${field.name}${optional ? '?' : ''}: ${text};\n`;
  });
  return `${docs(type.comment, '')}export interface ${type.name} {\n${fields.join('')}}\n\n`;
}

function tableText(type) {
  const fields = type.fieldsArray.map((field) => {
    const kind = field.resolvedType === null ? 'scalar' : isMessage(field) ? 'message' : 'enum';
    const parts = [
      `name: '${field.name}'`,
      `protoName: '${field.protoName}'`,
      `kind: '${kind}'`,
      `type: '${field.type}'`,
    ];
    parts.push(`repeated: ${Boolean(field.repeated)}`);
    if (field.partOf) parts.push(`oneof: '${field.partOf.name}'`);
    return `{ ${parts.join(', ')} },\n`;
  });
  return `${type.name}: [\n${fields.join('')}],\n`;
}

async function messagesText() {
  const { root } = protobuf.parse(await readFile(proto, 'utf8'), { alternateCommentMode: true });
  root.resolveAll();
  const types = root.lookup('cortexwire.v1').nestedArray;
  const enums = types.filter((type) => type instanceof protobuf.Enum);
  const messages = types.filter((type) => type instanceof protobuf.Type);
  const text = `${header}
${enums.map(enumText).join('')}${messages.map(interfaceText).join('')}
export interface FieldSpec {
  /** As in JSON and in the types above. */
  readonly name: string;
  readonly protoName: string;
  readonly kind: 'scalar' | 'enum' | 'message';
  /** A scalar type of protobuf, or the name of an enum or a message. */
  readonly type: string;
  readonly repeated: boolean;
  readonly oneof?: string;
}

/** Every enum by name. */
export const ENUMS: Readonly<Record<string, Readonly<Record<string, number>>>> = { ${enums.map((type) => type.name).join(', ')} };

/** Every message by name. */
export interface Messages {
${messages.map((type) => `  ${type.name}: ${type.name};\n`).join('')}}

export type MessageName = keyof Messages;

/** The fields of every message, in the order of the .proto file. */
export const FIELDS: Readonly<Record<MessageName, readonly FieldSpec[]>> = {
${messages.map(tableText).join('')}};
`;
  return format(text, { parser: 'typescript', singleQuote: true, printWidth: 120, trailingComma: 'all' });
}

const types = `${header}import type { Reader, Writer } from 'protobufjs/minimal.js';
import type { MessageName } from './messages.js';

interface MessageCodec {
  encode(message: object, writer?: Writer): Writer;
  /** Gives an instance whose own properties are the fields that differ from their default. */
  decode(reader: Reader, length?: number): object;
}

export const cortexwire: { readonly v1: Readonly<Record<MessageName, MessageCodec>> };
`;

const files = {
  'cortexwire.js': header + (await promisify(pbjs.main)([...flags.split(' '), fileURLToPath(proto)])),
  'cortexwire.d.ts': types,
  'messages.ts': await messagesText(),
};

const stale = [];
for (const [name, text] of Object.entries(files)) {
  const url = new URL(name, folder);
  if (!process.argv.includes('--check')) await writeFile(url, text);
  else if ((await readFile(url, 'utf8').catch(() => '')) !== text) stale.push(name);
}
if (stale.length > 0) {
  console.error(`not what cortexwire.proto gives: ${stale.join(', ')}; run \`npm run codec\``);
  process.exitCode = 1;
}

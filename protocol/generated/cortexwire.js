/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $Array = $util.global.Array, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $isFinite = $util.global.isFinite, $Boolean = $util.global.Boolean, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const cortexwire = $root.cortexwire = (() => {

    /**
     * Namespace cortexwire.
     * @exports cortexwire
     * @namespace
     */
    const cortexwire = {};

    cortexwire.v1 = (function() {

        /**
         * Namespace v1.
         * @memberof cortexwire
         * @namespace
         */
        const v1 = {};

        /**
         * ChannelKind enum.
         * @name cortexwire.v1.ChannelKind
         * @enum {number}
         * @property {number} CHANNEL_KIND_UNSPECIFIED=0 CHANNEL_KIND_UNSPECIFIED value
         * @property {number} EEG=1 EEG value
         * @property {number} MAG=2 MAG value
         * @property {number} GRAD=3 GRAD value
         * @property {number} REF_MEG=4 REF_MEG value
         * @property {number} EOG=5 EOG value
         * @property {number} ECG=6 ECG value
         * @property {number} EMG=7 EMG value
         * @property {number} STIM=8 STIM value
         * @property {number} MISC=9 MISC value
         */
        v1.ChannelKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CHANNEL_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "EEG"] = 1;
            values[valuesById[2] = "MAG"] = 2;
            values[valuesById[3] = "GRAD"] = 3;
            values[valuesById[4] = "REF_MEG"] = 4;
            values[valuesById[5] = "EOG"] = 5;
            values[valuesById[6] = "ECG"] = 6;
            values[valuesById[7] = "EMG"] = 7;
            values[valuesById[8] = "STIM"] = 8;
            values[valuesById[9] = "MISC"] = 9;
            return values;
        })();

        /**
         * Unit enum.
         * @name cortexwire.v1.Unit
         * @enum {number}
         * @property {number} UNIT_UNSPECIFIED=0 UNIT_UNSPECIFIED value
         * @property {number} VOLT=1 VOLT value
         * @property {number} MICROVOLT=2 MICROVOLT value
         * @property {number} TESLA=3 TESLA value
         * @property {number} FEMTOTESLA=4 FEMTOTESLA value
         * @property {number} TESLA_PER_METRE=5 TESLA_PER_METRE value
         * @property {number} FEMTOTESLA_PER_CENTIMETRE=6 FEMTOTESLA_PER_CENTIMETRE value
         * @property {number} DIMENSIONLESS=7 DIMENSIONLESS value
         */
        v1.Unit = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "UNIT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "VOLT"] = 1;
            values[valuesById[2] = "MICROVOLT"] = 2;
            values[valuesById[3] = "TESLA"] = 3;
            values[valuesById[4] = "FEMTOTESLA"] = 4;
            values[valuesById[5] = "TESLA_PER_METRE"] = 5;
            values[valuesById[6] = "FEMTOTESLA_PER_CENTIMETRE"] = 6;
            values[valuesById[7] = "DIMENSIONLESS"] = 7;
            return values;
        })();

        /**
         * SampleFormat enum.
         * @name cortexwire.v1.SampleFormat
         * @enum {number}
         * @property {number} SAMPLE_FORMAT_UNSPECIFIED=0 SAMPLE_FORMAT_UNSPECIFIED value
         * @property {number} FLOAT32=1 FLOAT32 value
         * @property {number} INT16=2 INT16 value
         * @property {number} INT24=3 INT24 value
         */
        v1.SampleFormat = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SAMPLE_FORMAT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "FLOAT32"] = 1;
            values[valuesById[2] = "INT16"] = 2;
            values[valuesById[3] = "INT24"] = 3;
            return values;
        })();

        /**
         * Pacing enum.
         * @name cortexwire.v1.Pacing
         * @enum {number}
         * @property {number} LIVE=0 LIVE value
         * @property {number} REPLAY=1 REPLAY value
         */
        v1.Pacing = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "LIVE"] = 0;
            values[valuesById[1] = "REPLAY"] = 1;
            return values;
        })();

        /**
         * From enum.
         * @name cortexwire.v1.From
         * @enum {number}
         * @property {number} NOW=0 NOW value
         * @property {number} CURSOR=1 CURSOR value
         * @property {number} START=2 START value
         */
        v1.From = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NOW"] = 0;
            values[valuesById[1] = "CURSOR"] = 1;
            values[valuesById[2] = "START"] = 2;
            return values;
        })();

        /**
         * Policy enum.
         * @name cortexwire.v1.Policy
         * @enum {number}
         * @property {number} LOSSLESS=0 LOSSLESS value
         * @property {number} LATEST=1 LATEST value
         */
        v1.Policy = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "LOSSLESS"] = 0;
            values[valuesById[1] = "LATEST"] = 1;
            return values;
        })();

        v1.Channel = (function() {

            /**
             * Properties of a Channel.
             * @typedef {Object} cortexwire.v1.Channel.$Properties
             * @property {string|null} [name] Channel name
             * @property {cortexwire.v1.ChannelKind|null} [kind] Channel kind
             * @property {cortexwire.v1.Unit|null} [unit] Channel unit
             * @property {Array.<number>|null} [position] Channel position
             * @property {Array.<number>|null} [orientation] Channel orientation
             * @property {number|null} [scale] Channel scale
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Channel.
             * @memberof cortexwire.v1
             * @interface IChannel
             * @augments cortexwire.v1.Channel.$Properties
             * @deprecated Use cortexwire.v1.Channel.$Properties instead.
             */

            /**
             * Shape of a Channel.
             * @typedef {cortexwire.v1.Channel.$Properties} cortexwire.v1.Channel.$Shape
             */

            /**
             * Constructs a new Channel.
             * @memberof cortexwire.v1
             * @classdesc Represents a Channel.
             * @constructor
             * @param {cortexwire.v1.Channel.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Channel = function (properties) {
                this.position = [];
                this.orientation = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Channel name.
             * @member {string} name
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.name = "";

            /**
             * Channel kind.
             * @member {cortexwire.v1.ChannelKind} kind
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.kind = 0;

            /**
             * Channel unit.
             * @member {cortexwire.v1.Unit} unit
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.unit = 0;

            /**
             * Channel position.
             * @member {Array.<number>} position
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.position = $util.emptyArray;

            /**
             * Channel orientation.
             * @member {Array.<number>} orientation
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.orientation = $util.emptyArray;

            /**
             * Channel scale.
             * @member {number} scale
             * @memberof cortexwire.v1.Channel
             * @instance
             */
            Channel.prototype.scale = 0;

            /**
             * Creates a new Channel instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {cortexwire.v1.Channel.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Channel} Channel instance
             * @type {{
             *   (properties: cortexwire.v1.Channel.$Shape): cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape;
             *   (properties?: cortexwire.v1.Channel.$Properties): cortexwire.v1.Channel;
             * }}
             */
            Channel.create = function(properties) {
                return new Channel(properties);
            };

            /**
             * Encodes the specified Channel message. Does not implicitly {@link cortexwire.v1.Channel.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {cortexwire.v1.Channel.$Properties} message Channel message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Channel.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).int32(message.kind);
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.unit);
                if (message.position != null && message.position.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).floats(message.position);
                if (message.orientation != null && message.orientation.length)
                    writer.uint32(/* id 5, wireType 2 =*/42).floats(message.orientation);
                if (message.scale != null && $Object.hasOwnProperty.call(message, "scale") && !$Object.is(message.scale, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.scale);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Channel message, length delimited. Does not implicitly {@link cortexwire.v1.Channel.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {cortexwire.v1.Channel.$Properties} message Channel message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Channel.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Channel message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape} Channel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Channel.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Channel();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.unit = value;
                            else
                                delete message.unit;
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.position && message.position.length))
                                    message.position = [];
                                reader.floats(message.position);
                                continue;
                            }
                            if (wireType !== 5)
                                break;
                            if (!(message.position && message.position.length))
                                message.position = [];
                            message.position.push(reader.float());
                            continue;
                        }
                    case 5: {
                            if (wireType === 2) {
                                if (!(message.orientation && message.orientation.length))
                                    message.orientation = [];
                                reader.floats(message.orientation);
                                continue;
                            }
                            if (wireType !== 5)
                                break;
                            if (!(message.orientation && message.orientation.length))
                                message.orientation = [];
                            message.orientation.push(reader.float());
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.scale = value;
                            else
                                delete message.scale;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Channel message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape} Channel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Channel.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Channel message.
             * @function verify
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Channel.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit"))
                    if (typeof message.unit !== "number" || (message.unit | 0) !== message.unit)
                        return "unit: enum value expected";
                if (message.position != null && $Object.hasOwnProperty.call(message, "position")) {
                    if (!$Array.isArray(message.position))
                        return "position: array expected";
                    for (let i = 0; i < message.position.length; ++i)
                        if (typeof message.position[i] !== "number")
                            return "position: number[] expected";
                }
                if (message.orientation != null && $Object.hasOwnProperty.call(message, "orientation")) {
                    if (!$Array.isArray(message.orientation))
                        return "orientation: array expected";
                    for (let i = 0; i < message.orientation.length; ++i)
                        if (typeof message.orientation[i] !== "number")
                            return "orientation: number[] expected";
                }
                if (message.scale != null && $Object.hasOwnProperty.call(message, "scale"))
                    if (typeof message.scale !== "number")
                        return "scale: number expected";
                return null;
            };

            /**
             * Creates a Channel message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Channel} Channel
             */
            Channel.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Channel)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Channel: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Channel();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.cortexwire.v1.ChannelKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "CHANNEL_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "EEG":
                    case 1:
                        message.kind = 1;
                        break;
                    case "MAG":
                    case 2:
                        message.kind = 2;
                        break;
                    case "GRAD":
                    case 3:
                        message.kind = 3;
                        break;
                    case "REF_MEG":
                    case 4:
                        message.kind = 4;
                        break;
                    case "EOG":
                    case 5:
                        message.kind = 5;
                        break;
                    case "ECG":
                    case 6:
                        message.kind = 6;
                        break;
                    case "EMG":
                    case 7:
                        message.kind = 7;
                        break;
                    case "STIM":
                    case 8:
                        message.kind = 8;
                        break;
                    case "MISC":
                    case 9:
                        message.kind = 9;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.unit !== 0 && (typeof object.unit !== "string" || $root.cortexwire.v1.Unit[object.unit] !== 0))
                    switch (object.unit) {
                    case "UNIT_UNSPECIFIED":
                    case 0:
                        message.unit = 0;
                        break;
                    case "VOLT":
                    case 1:
                        message.unit = 1;
                        break;
                    case "MICROVOLT":
                    case 2:
                        message.unit = 2;
                        break;
                    case "TESLA":
                    case 3:
                        message.unit = 3;
                        break;
                    case "FEMTOTESLA":
                    case 4:
                        message.unit = 4;
                        break;
                    case "TESLA_PER_METRE":
                    case 5:
                        message.unit = 5;
                        break;
                    case "FEMTOTESLA_PER_CENTIMETRE":
                    case 6:
                        message.unit = 6;
                        break;
                    case "DIMENSIONLESS":
                    case 7:
                        message.unit = 7;
                        break;
                    default:
                        if (typeof object.unit === "number" && (object.unit | 0) === object.unit)
                            message.unit = object.unit;
                    }
                if (object.position) {
                    if (!$Array.isArray(object.position))
                        throw $TypeError(".cortexwire.v1.Channel.position: array expected");
                    message.position = $Array(object.position.length);
                    for (let i = 0; i < object.position.length; ++i)
                        message.position[i] = $Number(object.position[i]);
                }
                if (object.orientation) {
                    if (!$Array.isArray(object.orientation))
                        throw $TypeError(".cortexwire.v1.Channel.orientation: array expected");
                    message.orientation = $Array(object.orientation.length);
                    for (let i = 0; i < object.orientation.length; ++i)
                        message.orientation[i] = $Number(object.orientation[i]);
                }
                if (object.scale != null)
                    if (!$Object.is($Number(object.scale), 0))
                        message.scale = $Number(object.scale);
                return message;
            };

            /**
             * Creates a plain object from a Channel message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {cortexwire.v1.Channel} message Channel
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Channel.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.position = [];
                    object.orientation = [];
                }
                if (options.defaults) {
                    object.name = "";
                    object.kind = options.enums === $String ? "CHANNEL_KIND_UNSPECIFIED" : 0;
                    object.unit = options.enums === $String ? "UNIT_UNSPECIFIED" : 0;
                    object.scale = 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.cortexwire.v1.ChannelKind[message.kind] === $undefined ? message.kind : $root.cortexwire.v1.ChannelKind[message.kind] : message.kind;
                if (message.unit != null && $Object.hasOwnProperty.call(message, "unit"))
                    object.unit = options.enums === $String ? $root.cortexwire.v1.Unit[message.unit] === $undefined ? message.unit : $root.cortexwire.v1.Unit[message.unit] : message.unit;
                if (message.position && message.position.length) {
                    object.position = $Array(message.position.length);
                    for (let j = 0; j < message.position.length; ++j)
                        object.position[j] = options.json && !$isFinite(message.position[j]) ? $String(message.position[j]) : message.position[j];
                }
                if (message.orientation && message.orientation.length) {
                    object.orientation = $Array(message.orientation.length);
                    for (let j = 0; j < message.orientation.length; ++j)
                        object.orientation[j] = options.json && !$isFinite(message.orientation[j]) ? $String(message.orientation[j]) : message.orientation[j];
                }
                if (message.scale != null && $Object.hasOwnProperty.call(message, "scale"))
                    object.scale = options.json && !$isFinite(message.scale) ? $String(message.scale) : message.scale;
                return object;
            };

            /**
             * Converts this Channel to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Channel
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Channel.prototype.toJSON = function() {
                return Channel.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Channel
             * @function getTypeUrl
             * @memberof cortexwire.v1.Channel
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Channel.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Channel";
            };

            return Channel;
        })();

        v1.StreamInfo = (function() {

            /**
             * Properties of a StreamInfo.
             * @typedef {Object} cortexwire.v1.StreamInfo.$Properties
             * @property {string|null} [name] StreamInfo name
             * @property {string|null} [sourceId] StreamInfo sourceId
             * @property {string|null} [subject] StreamInfo subject
             * @property {string|null} [session] StreamInfo session
             * @property {string|null} [device] StreamInfo device
             * @property {number|null} [sfreq] StreamInfo sfreq
             * @property {Array.<cortexwire.v1.Channel.$Properties>|null} [channels] StreamInfo channels
             * @property {cortexwire.v1.SampleFormat|null} [format] StreamInfo format
             * @property {boolean|null} [simulated] StreamInfo simulated
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StreamInfo.
             * @memberof cortexwire.v1
             * @interface IStreamInfo
             * @augments cortexwire.v1.StreamInfo.$Properties
             * @deprecated Use cortexwire.v1.StreamInfo.$Properties instead.
             */

            /**
             * Shape of a StreamInfo.
             * @typedef {cortexwire.v1.StreamInfo.$Properties} cortexwire.v1.StreamInfo.$Shape
             */

            /**
             * Constructs a new StreamInfo.
             * @memberof cortexwire.v1
             * @classdesc Represents a StreamInfo.
             * @constructor
             * @param {cortexwire.v1.StreamInfo.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StreamInfo = function (properties) {
                this.channels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StreamInfo name.
             * @member {string} name
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.name = "";

            /**
             * StreamInfo sourceId.
             * @member {string} sourceId
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.sourceId = "";

            /**
             * StreamInfo subject.
             * @member {string} subject
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.subject = "";

            /**
             * StreamInfo session.
             * @member {string} session
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.session = "";

            /**
             * StreamInfo device.
             * @member {string} device
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.device = "";

            /**
             * StreamInfo sfreq.
             * @member {number} sfreq
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.sfreq = 0;

            /**
             * StreamInfo channels.
             * @member {Array.<cortexwire.v1.Channel.$Properties>} channels
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.channels = $util.emptyArray;

            /**
             * StreamInfo format.
             * @member {cortexwire.v1.SampleFormat} format
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.format = 0;

            /**
             * StreamInfo simulated.
             * @member {boolean} simulated
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             */
            StreamInfo.prototype.simulated = false;

            /**
             * Creates a new StreamInfo instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {cortexwire.v1.StreamInfo.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.StreamInfo} StreamInfo instance
             * @type {{
             *   (properties: cortexwire.v1.StreamInfo.$Shape): cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape;
             *   (properties?: cortexwire.v1.StreamInfo.$Properties): cortexwire.v1.StreamInfo;
             * }}
             */
            StreamInfo.create = function(properties) {
                return new StreamInfo(properties);
            };

            /**
             * Encodes the specified StreamInfo message. Does not implicitly {@link cortexwire.v1.StreamInfo.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {cortexwire.v1.StreamInfo.$Properties} message StreamInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamInfo.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.sourceId != null && $Object.hasOwnProperty.call(message, "sourceId") && message.sourceId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.sourceId);
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.subject);
                if (message.session != null && $Object.hasOwnProperty.call(message, "session") && message.session !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.session);
                if (message.device != null && $Object.hasOwnProperty.call(message, "device") && message.device !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.device);
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq") && !$Object.is(message.sfreq, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.sfreq);
                if (message.channels != null && message.channels.length)
                    for (let i = 0; i < message.channels.length; ++i)
                        $root.cortexwire.v1.Channel.encode(message.channels[i], writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.format != null && $Object.hasOwnProperty.call(message, "format") && message.format !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).int32(message.format);
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated") && message.simulated !== false)
                    writer.uint32(/* id 9, wireType 0 =*/72).bool(message.simulated);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified StreamInfo message, length delimited. Does not implicitly {@link cortexwire.v1.StreamInfo.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {cortexwire.v1.StreamInfo.$Properties} message StreamInfo message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamInfo.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a StreamInfo message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape} StreamInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamInfo.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.StreamInfo();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sourceId = value;
                            else
                                delete message.sourceId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.session = value;
                            else
                                delete message.session;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.device = value;
                            else
                                delete message.device;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sfreq = value;
                            else
                                delete message.sfreq;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push($root.cortexwire.v1.Channel.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.format = value;
                            else
                                delete message.format;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.simulated = value;
                            else
                                delete message.simulated;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a StreamInfo message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape} StreamInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamInfo.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a StreamInfo message.
             * @function verify
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StreamInfo.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.sourceId != null && $Object.hasOwnProperty.call(message, "sourceId"))
                    if (!$util.isString(message.sourceId))
                        return "sourceId: string expected";
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    if (!$util.isString(message.subject))
                        return "subject: string expected";
                if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                    if (!$util.isString(message.session))
                        return "session: string expected";
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    if (!$util.isString(message.device))
                        return "device: string expected";
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq"))
                    if (typeof message.sfreq !== "number")
                        return "sfreq: number expected";
                if (message.channels != null && $Object.hasOwnProperty.call(message, "channels")) {
                    if (!$Array.isArray(message.channels))
                        return "channels: array expected";
                    for (let i = 0; i < message.channels.length; ++i) {
                        let error = $root.cortexwire.v1.Channel.verify(message.channels[i], _depth + 1);
                        if (error)
                            return "channels." + error;
                    }
                }
                if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                    if (typeof message.format !== "number" || (message.format | 0) !== message.format)
                        return "format: enum value expected";
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated"))
                    if (typeof message.simulated !== "boolean")
                        return "simulated: boolean expected";
                return null;
            };

            /**
             * Creates a StreamInfo message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.StreamInfo} StreamInfo
             */
            StreamInfo.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.StreamInfo)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.StreamInfo: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.StreamInfo();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.sourceId != null)
                    if (typeof object.sourceId !== "string" || object.sourceId.length)
                        message.sourceId = $String(object.sourceId);
                if (object.subject != null)
                    if (typeof object.subject !== "string" || object.subject.length)
                        message.subject = $String(object.subject);
                if (object.session != null)
                    if (typeof object.session !== "string" || object.session.length)
                        message.session = $String(object.session);
                if (object.device != null)
                    if (typeof object.device !== "string" || object.device.length)
                        message.device = $String(object.device);
                if (object.sfreq != null)
                    if (!$Object.is($Number(object.sfreq), 0))
                        message.sfreq = $Number(object.sfreq);
                if (object.channels) {
                    if (!$Array.isArray(object.channels))
                        throw $TypeError(".cortexwire.v1.StreamInfo.channels: array expected");
                    message.channels = $Array(object.channels.length);
                    for (let i = 0; i < object.channels.length; ++i) {
                        if (!$util.isObject(object.channels[i]))
                            throw $TypeError(".cortexwire.v1.StreamInfo.channels: object expected");
                        message.channels[i] = $root.cortexwire.v1.Channel.fromObject(object.channels[i], _depth + 1);
                    }
                }
                if (object.format !== 0 && (typeof object.format !== "string" || $root.cortexwire.v1.SampleFormat[object.format] !== 0))
                    switch (object.format) {
                    case "SAMPLE_FORMAT_UNSPECIFIED":
                    case 0:
                        message.format = 0;
                        break;
                    case "FLOAT32":
                    case 1:
                        message.format = 1;
                        break;
                    case "INT16":
                    case 2:
                        message.format = 2;
                        break;
                    case "INT24":
                    case 3:
                        message.format = 3;
                        break;
                    default:
                        if (typeof object.format === "number" && (object.format | 0) === object.format)
                            message.format = object.format;
                    }
                if (object.simulated != null)
                    if (object.simulated)
                        message.simulated = $Boolean(object.simulated);
                return message;
            };

            /**
             * Creates a plain object from a StreamInfo message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {cortexwire.v1.StreamInfo} message StreamInfo
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StreamInfo.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.channels = [];
                if (options.defaults) {
                    object.name = "";
                    object.sourceId = "";
                    object.subject = "";
                    object.session = "";
                    object.device = "";
                    object.sfreq = 0;
                    object.format = options.enums === $String ? "SAMPLE_FORMAT_UNSPECIFIED" : 0;
                    object.simulated = false;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.sourceId != null && $Object.hasOwnProperty.call(message, "sourceId"))
                    object.sourceId = message.sourceId;
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    object.subject = message.subject;
                if (message.session != null && $Object.hasOwnProperty.call(message, "session"))
                    object.session = message.session;
                if (message.device != null && $Object.hasOwnProperty.call(message, "device"))
                    object.device = message.device;
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq"))
                    object.sfreq = options.json && !$isFinite(message.sfreq) ? $String(message.sfreq) : message.sfreq;
                if (message.channels && message.channels.length) {
                    object.channels = $Array(message.channels.length);
                    for (let j = 0; j < message.channels.length; ++j)
                        object.channels[j] = $root.cortexwire.v1.Channel.toObject(message.channels[j], options, _depth + 1);
                }
                if (message.format != null && $Object.hasOwnProperty.call(message, "format"))
                    object.format = options.enums === $String ? $root.cortexwire.v1.SampleFormat[message.format] === $undefined ? message.format : $root.cortexwire.v1.SampleFormat[message.format] : message.format;
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated"))
                    object.simulated = message.simulated;
                return object;
            };

            /**
             * Converts this StreamInfo to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.StreamInfo
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StreamInfo.prototype.toJSON = function() {
                return StreamInfo.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StreamInfo
             * @function getTypeUrl
             * @memberof cortexwire.v1.StreamInfo
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StreamInfo.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.StreamInfo";
            };

            return StreamInfo;
        })();

        v1.RigMessage = (function() {

            /**
             * Properties of a RigMessage.
             * @typedef {Object} cortexwire.v1.RigMessage.$Properties
             * @property {cortexwire.v1.OpenStream.$Properties|null} [open] RigMessage open
             * @property {cortexwire.v1.Samples.$Properties|null} [samples] RigMessage samples
             * @property {cortexwire.v1.Marker.$Properties|null} [marker] RigMessage marker
             * @property {cortexwire.v1.TimeProbe.$Properties|null} [probe] RigMessage probe
             * @property {cortexwire.v1.CloseStream.$Properties|null} [close] RigMessage close
             * @property {"open"|"samples"|"marker"|"probe"|"close"} [message] RigMessage message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RigMessage.
             * @memberof cortexwire.v1
             * @interface IRigMessage
             * @augments cortexwire.v1.RigMessage.$Properties
             * @deprecated Use cortexwire.v1.RigMessage.$Properties instead.
             */

            /**
             * Narrowed shape of a RigMessage.
             * @typedef {{
             *   open?: cortexwire.v1.OpenStream.$Shape|null;
             *   samples?: cortexwire.v1.Samples.$Shape|null;
             *   marker?: cortexwire.v1.Marker.$Shape|null;
             *   probe?: cortexwire.v1.TimeProbe.$Shape|null;
             *   close?: cortexwire.v1.CloseStream.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; open?: null; samples?: null; marker?: null; probe?: null; close?: null }|{ message?: "open"; open: cortexwire.v1.OpenStream.$Shape; samples?: null; marker?: null; probe?: null; close?: null }|{ message?: "samples"; open?: null; samples: cortexwire.v1.Samples.$Shape; marker?: null; probe?: null; close?: null }|{ message?: "marker"; open?: null; samples?: null; marker: cortexwire.v1.Marker.$Shape; probe?: null; close?: null }|{ message?: "probe"; open?: null; samples?: null; marker?: null; probe: cortexwire.v1.TimeProbe.$Shape; close?: null }|{ message?: "close"; open?: null; samples?: null; marker?: null; probe?: null; close: cortexwire.v1.CloseStream.$Shape })
             * )} cortexwire.v1.RigMessage.$Shape
             */

            /**
             * Constructs a new RigMessage.
             * @memberof cortexwire.v1
             * @classdesc Represents a RigMessage.
             * @constructor
             * @param {cortexwire.v1.RigMessage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RigMessage = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RigMessage open.
             * @member {cortexwire.v1.OpenStream.$Properties|null|undefined} open
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            RigMessage.prototype.open = null;

            /**
             * RigMessage samples.
             * @member {cortexwire.v1.Samples.$Properties|null|undefined} samples
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            RigMessage.prototype.samples = null;

            /**
             * RigMessage marker.
             * @member {cortexwire.v1.Marker.$Properties|null|undefined} marker
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            RigMessage.prototype.marker = null;

            /**
             * RigMessage probe.
             * @member {cortexwire.v1.TimeProbe.$Properties|null|undefined} probe
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            RigMessage.prototype.probe = null;

            /**
             * RigMessage close.
             * @member {cortexwire.v1.CloseStream.$Properties|null|undefined} close
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            RigMessage.prototype.close = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * RigMessage message.
             * @member {"open"|"samples"|"marker"|"probe"|"close"|undefined} message
             * @memberof cortexwire.v1.RigMessage
             * @instance
             */
            $Object.defineProperty(RigMessage.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["open", "samples", "marker", "probe", "close"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new RigMessage instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {cortexwire.v1.RigMessage.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.RigMessage} RigMessage instance
             * @type {{
             *   (properties: cortexwire.v1.RigMessage.$Shape): cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape;
             *   (properties?: cortexwire.v1.RigMessage.$Properties): cortexwire.v1.RigMessage;
             * }}
             */
            RigMessage.create = function(properties) {
                return new RigMessage(properties);
            };

            /**
             * Encodes the specified RigMessage message. Does not implicitly {@link cortexwire.v1.RigMessage.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {cortexwire.v1.RigMessage.$Properties} message RigMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RigMessage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.open != null && $Object.hasOwnProperty.call(message, "open"))
                    $root.cortexwire.v1.OpenStream.encode(message.open, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples"))
                    $root.cortexwire.v1.Samples.encode(message.samples, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker"))
                    $root.cortexwire.v1.Marker.encode(message.marker, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe"))
                    $root.cortexwire.v1.TimeProbe.encode(message.probe, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.close != null && $Object.hasOwnProperty.call(message, "close"))
                    $root.cortexwire.v1.CloseStream.encode(message.close, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified RigMessage message, length delimited. Does not implicitly {@link cortexwire.v1.RigMessage.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {cortexwire.v1.RigMessage.$Properties} message RigMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RigMessage.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a RigMessage message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape} RigMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RigMessage.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.RigMessage();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.open = $root.cortexwire.v1.OpenStream.decode(reader, reader.size(), $undefined, _depth + 1, message.open);
                            message.message = "open";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.samples = $root.cortexwire.v1.Samples.decode(reader, reader.size(), $undefined, _depth + 1, message.samples);
                            message.message = "samples";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.marker = $root.cortexwire.v1.Marker.decode(reader, reader.size(), $undefined, _depth + 1, message.marker);
                            message.message = "marker";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.probe = $root.cortexwire.v1.TimeProbe.decode(reader, reader.size(), $undefined, _depth + 1, message.probe);
                            message.message = "probe";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.close = $root.cortexwire.v1.CloseStream.decode(reader, reader.size(), $undefined, _depth + 1, message.close);
                            message.message = "close";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a RigMessage message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape} RigMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RigMessage.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a RigMessage message.
             * @function verify
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            RigMessage.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.open != null && $Object.hasOwnProperty.call(message, "open")) {
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.OpenStream.verify(message.open, _depth + 1);
                        if (error)
                            return "open." + error;
                    }
                }
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Samples.verify(message.samples, _depth + 1);
                        if (error)
                            return "samples." + error;
                    }
                }
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Marker.verify(message.marker, _depth + 1);
                        if (error)
                            return "marker." + error;
                    }
                }
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.TimeProbe.verify(message.probe, _depth + 1);
                        if (error)
                            return "probe." + error;
                    }
                }
                if (message.close != null && $Object.hasOwnProperty.call(message, "close")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.CloseStream.verify(message.close, _depth + 1);
                        if (error)
                            return "close." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a RigMessage message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.RigMessage} RigMessage
             */
            RigMessage.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.RigMessage)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.RigMessage: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.RigMessage();
                if (object.open != null) {
                    if (!$util.isObject(object.open))
                        throw $TypeError(".cortexwire.v1.RigMessage.open: object expected");
                    message.open = $root.cortexwire.v1.OpenStream.fromObject(object.open, _depth + 1);
                }
                if (object.samples != null) {
                    if (!$util.isObject(object.samples))
                        throw $TypeError(".cortexwire.v1.RigMessage.samples: object expected");
                    message.samples = $root.cortexwire.v1.Samples.fromObject(object.samples, _depth + 1);
                }
                if (object.marker != null) {
                    if (!$util.isObject(object.marker))
                        throw $TypeError(".cortexwire.v1.RigMessage.marker: object expected");
                    message.marker = $root.cortexwire.v1.Marker.fromObject(object.marker, _depth + 1);
                }
                if (object.probe != null) {
                    if (!$util.isObject(object.probe))
                        throw $TypeError(".cortexwire.v1.RigMessage.probe: object expected");
                    message.probe = $root.cortexwire.v1.TimeProbe.fromObject(object.probe, _depth + 1);
                }
                if (object.close != null) {
                    if (!$util.isObject(object.close))
                        throw $TypeError(".cortexwire.v1.RigMessage.close: object expected");
                    message.close = $root.cortexwire.v1.CloseStream.fromObject(object.close, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a RigMessage message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {cortexwire.v1.RigMessage} message RigMessage
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            RigMessage.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.open != null && $Object.hasOwnProperty.call(message, "open")) {
                    object.open = $root.cortexwire.v1.OpenStream.toObject(message.open, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "open";
                }
                if (message.samples != null && $Object.hasOwnProperty.call(message, "samples")) {
                    object.samples = $root.cortexwire.v1.Samples.toObject(message.samples, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "samples";
                }
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker")) {
                    object.marker = $root.cortexwire.v1.Marker.toObject(message.marker, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "marker";
                }
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe")) {
                    object.probe = $root.cortexwire.v1.TimeProbe.toObject(message.probe, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "probe";
                }
                if (message.close != null && $Object.hasOwnProperty.call(message, "close")) {
                    object.close = $root.cortexwire.v1.CloseStream.toObject(message.close, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "close";
                }
                return object;
            };

            /**
             * Converts this RigMessage to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.RigMessage
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            RigMessage.prototype.toJSON = function() {
                return RigMessage.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for RigMessage
             * @function getTypeUrl
             * @memberof cortexwire.v1.RigMessage
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            RigMessage.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.RigMessage";
            };

            return RigMessage;
        })();

        v1.OpenStream = (function() {

            /**
             * Properties of an OpenStream.
             * @typedef {Object} cortexwire.v1.OpenStream.$Properties
             * @property {cortexwire.v1.StreamInfo.$Properties|null} [info] OpenStream info
             * @property {string|null} [resumeToken] OpenStream resumeToken
             * @property {Array.<string>|null} [decoders] OpenStream decoders
             * @property {cortexwire.v1.Pacing|null} [pacing] OpenStream pacing
             * @property {string|null} [client] OpenStream client
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OpenStream.
             * @memberof cortexwire.v1
             * @interface IOpenStream
             * @augments cortexwire.v1.OpenStream.$Properties
             * @deprecated Use cortexwire.v1.OpenStream.$Properties instead.
             */

            /**
             * Shape of an OpenStream.
             * @typedef {cortexwire.v1.OpenStream.$Properties} cortexwire.v1.OpenStream.$Shape
             */

            /**
             * Constructs a new OpenStream.
             * @memberof cortexwire.v1
             * @classdesc Represents an OpenStream.
             * @constructor
             * @param {cortexwire.v1.OpenStream.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OpenStream = function (properties) {
                this.decoders = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OpenStream info.
             * @member {cortexwire.v1.StreamInfo.$Properties|null|undefined} info
             * @memberof cortexwire.v1.OpenStream
             * @instance
             */
            OpenStream.prototype.info = null;

            /**
             * OpenStream resumeToken.
             * @member {string} resumeToken
             * @memberof cortexwire.v1.OpenStream
             * @instance
             */
            OpenStream.prototype.resumeToken = "";

            /**
             * OpenStream decoders.
             * @member {Array.<string>} decoders
             * @memberof cortexwire.v1.OpenStream
             * @instance
             */
            OpenStream.prototype.decoders = $util.emptyArray;

            /**
             * OpenStream pacing.
             * @member {cortexwire.v1.Pacing} pacing
             * @memberof cortexwire.v1.OpenStream
             * @instance
             */
            OpenStream.prototype.pacing = 0;

            /**
             * OpenStream client.
             * @member {string} client
             * @memberof cortexwire.v1.OpenStream
             * @instance
             */
            OpenStream.prototype.client = "";

            /**
             * Creates a new OpenStream instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {cortexwire.v1.OpenStream.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.OpenStream} OpenStream instance
             * @type {{
             *   (properties: cortexwire.v1.OpenStream.$Shape): cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape;
             *   (properties?: cortexwire.v1.OpenStream.$Properties): cortexwire.v1.OpenStream;
             * }}
             */
            OpenStream.create = function(properties) {
                return new OpenStream(properties);
            };

            /**
             * Encodes the specified OpenStream message. Does not implicitly {@link cortexwire.v1.OpenStream.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {cortexwire.v1.OpenStream.$Properties} message OpenStream message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenStream.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.info != null && $Object.hasOwnProperty.call(message, "info"))
                    $root.cortexwire.v1.StreamInfo.encode(message.info, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.resumeToken);
                if (message.decoders != null && message.decoders.length)
                    for (let i = 0; i < message.decoders.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.decoders[i]);
                if (message.pacing != null && $Object.hasOwnProperty.call(message, "pacing") && message.pacing !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).int32(message.pacing);
                if (message.client != null && $Object.hasOwnProperty.call(message, "client") && message.client !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.client);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified OpenStream message, length delimited. Does not implicitly {@link cortexwire.v1.OpenStream.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {cortexwire.v1.OpenStream.$Properties} message OpenStream message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OpenStream.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes an OpenStream message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape} OpenStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenStream.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.OpenStream();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.info = $root.cortexwire.v1.StreamInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.info);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.resumeToken = value;
                            else
                                delete message.resumeToken;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.decoders && message.decoders.length))
                                message.decoders = [];
                            message.decoders.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.pacing = value;
                            else
                                delete message.pacing;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.client = value;
                            else
                                delete message.client;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes an OpenStream message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape} OpenStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OpenStream.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies an OpenStream message.
             * @function verify
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            OpenStream.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.info != null && $Object.hasOwnProperty.call(message, "info")) {
                    let error = $root.cortexwire.v1.StreamInfo.verify(message.info, _depth + 1);
                    if (error)
                        return "info." + error;
                }
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken"))
                    if (!$util.isString(message.resumeToken))
                        return "resumeToken: string expected";
                if (message.decoders != null && $Object.hasOwnProperty.call(message, "decoders")) {
                    if (!$Array.isArray(message.decoders))
                        return "decoders: array expected";
                    for (let i = 0; i < message.decoders.length; ++i)
                        if (!$util.isString(message.decoders[i]))
                            return "decoders: string[] expected";
                }
                if (message.pacing != null && $Object.hasOwnProperty.call(message, "pacing"))
                    if (typeof message.pacing !== "number" || (message.pacing | 0) !== message.pacing)
                        return "pacing: enum value expected";
                if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                    if (!$util.isString(message.client))
                        return "client: string expected";
                return null;
            };

            /**
             * Creates an OpenStream message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.OpenStream} OpenStream
             */
            OpenStream.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.OpenStream)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.OpenStream: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.OpenStream();
                if (object.info != null) {
                    if (!$util.isObject(object.info))
                        throw $TypeError(".cortexwire.v1.OpenStream.info: object expected");
                    message.info = $root.cortexwire.v1.StreamInfo.fromObject(object.info, _depth + 1);
                }
                if (object.resumeToken != null)
                    if (typeof object.resumeToken !== "string" || object.resumeToken.length)
                        message.resumeToken = $String(object.resumeToken);
                if (object.decoders) {
                    if (!$Array.isArray(object.decoders))
                        throw $TypeError(".cortexwire.v1.OpenStream.decoders: array expected");
                    message.decoders = $Array(object.decoders.length);
                    for (let i = 0; i < object.decoders.length; ++i)
                        message.decoders[i] = $String(object.decoders[i]);
                }
                if (object.pacing !== 0 && (typeof object.pacing !== "string" || $root.cortexwire.v1.Pacing[object.pacing] !== 0))
                    switch (object.pacing) {
                    case "LIVE":
                    case 0:
                        message.pacing = 0;
                        break;
                    case "REPLAY":
                    case 1:
                        message.pacing = 1;
                        break;
                    default:
                        if (typeof object.pacing === "number" && (object.pacing | 0) === object.pacing)
                            message.pacing = object.pacing;
                    }
                if (object.client != null)
                    if (typeof object.client !== "string" || object.client.length)
                        message.client = $String(object.client);
                return message;
            };

            /**
             * Creates a plain object from an OpenStream message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {cortexwire.v1.OpenStream} message OpenStream
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            OpenStream.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.decoders = [];
                if (options.defaults) {
                    object.info = null;
                    object.resumeToken = "";
                    object.pacing = options.enums === $String ? "LIVE" : 0;
                    object.client = "";
                }
                if (message.info != null && $Object.hasOwnProperty.call(message, "info"))
                    object.info = $root.cortexwire.v1.StreamInfo.toObject(message.info, options, _depth + 1);
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken"))
                    object.resumeToken = message.resumeToken;
                if (message.decoders && message.decoders.length) {
                    object.decoders = $Array(message.decoders.length);
                    for (let j = 0; j < message.decoders.length; ++j)
                        object.decoders[j] = message.decoders[j];
                }
                if (message.pacing != null && $Object.hasOwnProperty.call(message, "pacing"))
                    object.pacing = options.enums === $String ? $root.cortexwire.v1.Pacing[message.pacing] === $undefined ? message.pacing : $root.cortexwire.v1.Pacing[message.pacing] : message.pacing;
                if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                    object.client = message.client;
                return object;
            };

            /**
             * Converts this OpenStream to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.OpenStream
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            OpenStream.prototype.toJSON = function() {
                return OpenStream.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for OpenStream
             * @function getTypeUrl
             * @memberof cortexwire.v1.OpenStream
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            OpenStream.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.OpenStream";
            };

            return OpenStream;
        })();

        v1.Samples = (function() {

            /**
             * Properties of a Samples.
             * @typedef {Object} cortexwire.v1.Samples.$Properties
             * @property {number|null} [sequence] Samples sequence
             * @property {number|null} [firstSample] Samples firstSample
             * @property {number|null} [deviceTime] Samples deviceTime
             * @property {Uint8Array|null} [data] Samples data
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Samples.
             * @memberof cortexwire.v1
             * @interface ISamples
             * @augments cortexwire.v1.Samples.$Properties
             * @deprecated Use cortexwire.v1.Samples.$Properties instead.
             */

            /**
             * Shape of a Samples.
             * @typedef {cortexwire.v1.Samples.$Properties} cortexwire.v1.Samples.$Shape
             */

            /**
             * Constructs a new Samples.
             * @memberof cortexwire.v1
             * @classdesc Represents a Samples.
             * @constructor
             * @param {cortexwire.v1.Samples.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Samples = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Samples sequence.
             * @member {number} sequence
             * @memberof cortexwire.v1.Samples
             * @instance
             */
            Samples.prototype.sequence = 0;

            /**
             * Samples firstSample.
             * @member {number} firstSample
             * @memberof cortexwire.v1.Samples
             * @instance
             */
            Samples.prototype.firstSample = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Samples deviceTime.
             * @member {number} deviceTime
             * @memberof cortexwire.v1.Samples
             * @instance
             */
            Samples.prototype.deviceTime = 0;

            /**
             * Samples data.
             * @member {Uint8Array} data
             * @memberof cortexwire.v1.Samples
             * @instance
             */
            Samples.prototype.data = $util.newBuffer([]);

            /**
             * Creates a new Samples instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {cortexwire.v1.Samples.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Samples} Samples instance
             * @type {{
             *   (properties: cortexwire.v1.Samples.$Shape): cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape;
             *   (properties?: cortexwire.v1.Samples.$Properties): cortexwire.v1.Samples;
             * }}
             */
            Samples.create = function(properties) {
                return new Samples(properties);
            };

            /**
             * Encodes the specified Samples message. Does not implicitly {@link cortexwire.v1.Samples.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {cortexwire.v1.Samples.$Properties} message Samples message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Samples.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && message.sequence !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.sequence);
                if (message.firstSample != null && $Object.hasOwnProperty.call(message, "firstSample") && (typeof message.firstSample === "object" ? message.firstSample.low || message.firstSample.high : message.firstSample !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.firstSample);
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime") && !$Object.is(message.deviceTime, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.deviceTime);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Samples message, length delimited. Does not implicitly {@link cortexwire.v1.Samples.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {cortexwire.v1.Samples.$Properties} message Samples message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Samples.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Samples message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape} Samples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Samples.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Samples();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstSample = value;
                            else
                                delete message.firstSample;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.deviceTime = value;
                            else
                                delete message.deviceTime;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Samples message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape} Samples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Samples.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Samples message.
             * @function verify
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Samples.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (!$util.isInteger(message.sequence))
                        return "sequence: integer expected";
                if (message.firstSample != null && $Object.hasOwnProperty.call(message, "firstSample"))
                    if (!$util.isInteger(message.firstSample) && !(message.firstSample && $util.isInteger(message.firstSample.low) && $util.isInteger(message.firstSample.high)))
                        return "firstSample: integer|Long expected";
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime"))
                    if (typeof message.deviceTime !== "number")
                        return "deviceTime: number expected";
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    if (!(message.data && typeof message.data.length === "number" || $util.isString(message.data)))
                        return "data: buffer expected";
                return null;
            };

            /**
             * Creates a Samples message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Samples} Samples
             */
            Samples.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Samples)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Samples: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Samples();
                if (object.sequence != null)
                    if ($Number(object.sequence) !== 0)
                        message.sequence = object.sequence >>> 0;
                if (object.firstSample != null)
                    if (typeof object.firstSample === "object" ? object.firstSample.low || object.firstSample.high : $Number(object.firstSample) !== 0)
                        if ($util.Long)
                            message.firstSample = $util.Long.fromValue(object.firstSample, true);
                        else if (typeof object.firstSample === "string")
                            message.firstSample = $parseInt(object.firstSample, 10);
                        else if (typeof object.firstSample === "number")
                            message.firstSample = object.firstSample;
                        else if (typeof object.firstSample === "object")
                            message.firstSample = new $util.LongBits(object.firstSample.low >>> 0, object.firstSample.high >>> 0).toNumber(true);
                if (object.deviceTime != null)
                    if (!$Object.is($Number(object.deviceTime), 0))
                        message.deviceTime = $Number(object.deviceTime);
                if (object.data != null)
                    if (object.data.length)
                        if (typeof object.data === "string")
                            $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                        else if (object.data.length >= 0)
                            message.data = object.data;
                return message;
            };

            /**
             * Creates a plain object from a Samples message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {cortexwire.v1.Samples} message Samples
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Samples.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.sequence = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.firstSample = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.firstSample = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.deviceTime = 0;
                    if (options.bytes === $String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== $Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    object.sequence = message.sequence;
                if (message.firstSample != null && $Object.hasOwnProperty.call(message, "firstSample"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.firstSample = typeof message.firstSample === "number" ? $BigInt(message.firstSample) : $util.Long.fromBits(message.firstSample.low >>> 0, message.firstSample.high >>> 0, true).toBigInt();
                    else if (typeof message.firstSample === "number")
                        object.firstSample = options.longs === $String ? $String(message.firstSample) : message.firstSample;
                    else
                        object.firstSample = options.longs === $String ? $util.Long.prototype.toString.call(message.firstSample) : options.longs === $Number ? new $util.LongBits(message.firstSample.low >>> 0, message.firstSample.high >>> 0).toNumber(true) : message.firstSample;
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime"))
                    object.deviceTime = options.json && !$isFinite(message.deviceTime) ? $String(message.deviceTime) : message.deviceTime;
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            /**
             * Converts this Samples to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Samples
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Samples.prototype.toJSON = function() {
                return Samples.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Samples
             * @function getTypeUrl
             * @memberof cortexwire.v1.Samples
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Samples.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Samples";
            };

            return Samples;
        })();

        v1.Marker = (function() {

            /**
             * Properties of a Marker.
             * @typedef {Object} cortexwire.v1.Marker.$Properties
             * @property {number|null} [sample] Marker sample
             * @property {number|null} [deviceTime] Marker deviceTime
             * @property {string|null} [description] Marker description
             * @property {string|null} [value] Marker value
             * @property {number|null} [duration] Marker duration
             * @property {string|null} [id] Marker id
             * @property {"sample"|"deviceTime"} [onset] Marker onset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Marker.
             * @memberof cortexwire.v1
             * @interface IMarker
             * @augments cortexwire.v1.Marker.$Properties
             * @deprecated Use cortexwire.v1.Marker.$Properties instead.
             */

            /**
             * Narrowed shape of a Marker.
             * @typedef {{
             *   sample?: number|null;
             *   deviceTime?: number|null;
             *   description?: string|null;
             *   value?: string|null;
             *   duration?: number|null;
             *   id?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ onset?: undefined; sample?: null; deviceTime?: null }|{ onset?: "sample"; sample: number; deviceTime?: null }|{ onset?: "deviceTime"; sample?: null; deviceTime: number })
             * )} cortexwire.v1.Marker.$Shape
             */

            /**
             * Constructs a new Marker.
             * @memberof cortexwire.v1
             * @classdesc Represents a Marker.
             * @constructor
             * @param {cortexwire.v1.Marker.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Marker = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Marker sample.
             * @member {number|null|undefined} sample
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.sample = null;

            /**
             * Marker deviceTime.
             * @member {number|null|undefined} deviceTime
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.deviceTime = null;

            /**
             * Marker description.
             * @member {string} description
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.description = "";

            /**
             * Marker value.
             * @member {string} value
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.value = "";

            /**
             * Marker duration.
             * @member {number} duration
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.duration = 0;

            /**
             * Marker id.
             * @member {string} id
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            Marker.prototype.id = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Marker onset.
             * @member {"sample"|"deviceTime"|undefined} onset
             * @memberof cortexwire.v1.Marker
             * @instance
             */
            $Object.defineProperty(Marker.prototype, "onset", {
                get: $util.oneOfGetter($oneOfFields = ["sample", "deviceTime"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Marker instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {cortexwire.v1.Marker.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Marker} Marker instance
             * @type {{
             *   (properties: cortexwire.v1.Marker.$Shape): cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape;
             *   (properties?: cortexwire.v1.Marker.$Properties): cortexwire.v1.Marker;
             * }}
             */
            Marker.create = function(properties) {
                return new Marker(properties);
            };

            /**
             * Encodes the specified Marker message. Does not implicitly {@link cortexwire.v1.Marker.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {cortexwire.v1.Marker.$Properties} message Marker message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Marker.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sample != null && $Object.hasOwnProperty.call(message, "sample"))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.sample);
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime"))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.deviceTime);
                if (message.description != null && $Object.hasOwnProperty.call(message, "description") && message.description !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.description);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.value);
                if (message.duration != null && $Object.hasOwnProperty.call(message, "duration") && !$Object.is(message.duration, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.duration);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Marker message, length delimited. Does not implicitly {@link cortexwire.v1.Marker.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {cortexwire.v1.Marker.$Properties} message Marker message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Marker.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Marker message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape} Marker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Marker.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Marker();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            message.sample = reader.double();
                            message.onset = "sample";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            message.deviceTime = reader.double();
                            message.onset = "deviceTime";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.description = value;
                            else
                                delete message.description;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.duration = value;
                            else
                                delete message.duration;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Marker message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape} Marker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Marker.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Marker message.
             * @function verify
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Marker.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.sample != null && $Object.hasOwnProperty.call(message, "sample")) {
                    properties.onset = 1;
                    if (typeof message.sample !== "number")
                        return "sample: number expected";
                }
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime")) {
                    if (properties.onset === 1)
                        return "onset: multiple values";
                    properties.onset = 1;
                    if (typeof message.deviceTime !== "number")
                        return "deviceTime: number expected";
                }
                if (message.description != null && $Object.hasOwnProperty.call(message, "description"))
                    if (!$util.isString(message.description))
                        return "description: string expected";
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    if (!$util.isString(message.value))
                        return "value: string expected";
                if (message.duration != null && $Object.hasOwnProperty.call(message, "duration"))
                    if (typeof message.duration !== "number")
                        return "duration: number expected";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isString(message.id))
                        return "id: string expected";
                return null;
            };

            /**
             * Creates a Marker message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Marker} Marker
             */
            Marker.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Marker)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Marker: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Marker();
                if (object.sample != null)
                    message.sample = $Number(object.sample);
                if (object.deviceTime != null)
                    message.deviceTime = $Number(object.deviceTime);
                if (object.description != null)
                    if (typeof object.description !== "string" || object.description.length)
                        message.description = $String(object.description);
                if (object.value != null)
                    if (typeof object.value !== "string" || object.value.length)
                        message.value = $String(object.value);
                if (object.duration != null)
                    if (!$Object.is($Number(object.duration), 0))
                        message.duration = $Number(object.duration);
                if (object.id != null)
                    if (typeof object.id !== "string" || object.id.length)
                        message.id = $String(object.id);
                return message;
            };

            /**
             * Creates a plain object from a Marker message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {cortexwire.v1.Marker} message Marker
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Marker.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.description = "";
                    object.value = "";
                    object.duration = 0;
                    object.id = "";
                }
                if (message.sample != null && $Object.hasOwnProperty.call(message, "sample")) {
                    object.sample = options.json && !$isFinite(message.sample) ? $String(message.sample) : message.sample;
                    if (options.oneofs)
                        object.onset = "sample";
                }
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime")) {
                    object.deviceTime = options.json && !$isFinite(message.deviceTime) ? $String(message.deviceTime) : message.deviceTime;
                    if (options.oneofs)
                        object.onset = "deviceTime";
                }
                if (message.description != null && $Object.hasOwnProperty.call(message, "description"))
                    object.description = message.description;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = message.value;
                if (message.duration != null && $Object.hasOwnProperty.call(message, "duration"))
                    object.duration = options.json && !$isFinite(message.duration) ? $String(message.duration) : message.duration;
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                return object;
            };

            /**
             * Converts this Marker to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Marker
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Marker.prototype.toJSON = function() {
                return Marker.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Marker
             * @function getTypeUrl
             * @memberof cortexwire.v1.Marker
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Marker.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Marker";
            };

            return Marker;
        })();

        v1.TimeProbe = (function() {

            /**
             * Properties of a TimeProbe.
             * @typedef {Object} cortexwire.v1.TimeProbe.$Properties
             * @property {number|null} [id] TimeProbe id
             * @property {number|null} [sent] TimeProbe sent
             * @property {number|null} [answeredId] TimeProbe answeredId
             * @property {number|null} [answeredAt] TimeProbe answeredAt
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TimeProbe.
             * @memberof cortexwire.v1
             * @interface ITimeProbe
             * @augments cortexwire.v1.TimeProbe.$Properties
             * @deprecated Use cortexwire.v1.TimeProbe.$Properties instead.
             */

            /**
             * Shape of a TimeProbe.
             * @typedef {cortexwire.v1.TimeProbe.$Properties} cortexwire.v1.TimeProbe.$Shape
             */

            /**
             * Constructs a new TimeProbe.
             * @memberof cortexwire.v1
             * @classdesc Represents a TimeProbe.
             * @constructor
             * @param {cortexwire.v1.TimeProbe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TimeProbe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TimeProbe id.
             * @member {number} id
             * @memberof cortexwire.v1.TimeProbe
             * @instance
             */
            TimeProbe.prototype.id = 0;

            /**
             * TimeProbe sent.
             * @member {number} sent
             * @memberof cortexwire.v1.TimeProbe
             * @instance
             */
            TimeProbe.prototype.sent = 0;

            /**
             * TimeProbe answeredId.
             * @member {number} answeredId
             * @memberof cortexwire.v1.TimeProbe
             * @instance
             */
            TimeProbe.prototype.answeredId = 0;

            /**
             * TimeProbe answeredAt.
             * @member {number} answeredAt
             * @memberof cortexwire.v1.TimeProbe
             * @instance
             */
            TimeProbe.prototype.answeredAt = 0;

            /**
             * Creates a new TimeProbe instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {cortexwire.v1.TimeProbe.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.TimeProbe} TimeProbe instance
             * @type {{
             *   (properties: cortexwire.v1.TimeProbe.$Shape): cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape;
             *   (properties?: cortexwire.v1.TimeProbe.$Properties): cortexwire.v1.TimeProbe;
             * }}
             */
            TimeProbe.create = function(properties) {
                return new TimeProbe(properties);
            };

            /**
             * Encodes the specified TimeProbe message. Does not implicitly {@link cortexwire.v1.TimeProbe.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {cortexwire.v1.TimeProbe.$Properties} message TimeProbe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TimeProbe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent") && !$Object.is(message.sent, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.sent);
                if (message.answeredId != null && $Object.hasOwnProperty.call(message, "answeredId") && message.answeredId !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.answeredId);
                if (message.answeredAt != null && $Object.hasOwnProperty.call(message, "answeredAt") && !$Object.is(message.answeredAt, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.answeredAt);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified TimeProbe message, length delimited. Does not implicitly {@link cortexwire.v1.TimeProbe.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {cortexwire.v1.TimeProbe.$Properties} message TimeProbe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TimeProbe.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a TimeProbe message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape} TimeProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TimeProbe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.TimeProbe();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sent = value;
                            else
                                delete message.sent;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.answeredId = value;
                            else
                                delete message.answeredId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.answeredAt = value;
                            else
                                delete message.answeredAt;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a TimeProbe message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape} TimeProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TimeProbe.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a TimeProbe message.
             * @function verify
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            TimeProbe.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id))
                        return "id: integer expected";
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent"))
                    if (typeof message.sent !== "number")
                        return "sent: number expected";
                if (message.answeredId != null && $Object.hasOwnProperty.call(message, "answeredId"))
                    if (!$util.isInteger(message.answeredId))
                        return "answeredId: integer expected";
                if (message.answeredAt != null && $Object.hasOwnProperty.call(message, "answeredAt"))
                    if (typeof message.answeredAt !== "number")
                        return "answeredAt: number expected";
                return null;
            };

            /**
             * Creates a TimeProbe message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.TimeProbe} TimeProbe
             */
            TimeProbe.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.TimeProbe)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.TimeProbe: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.TimeProbe();
                if (object.id != null)
                    if ($Number(object.id) !== 0)
                        message.id = object.id >>> 0;
                if (object.sent != null)
                    if (!$Object.is($Number(object.sent), 0))
                        message.sent = $Number(object.sent);
                if (object.answeredId != null)
                    if ($Number(object.answeredId) !== 0)
                        message.answeredId = object.answeredId >>> 0;
                if (object.answeredAt != null)
                    if (!$Object.is($Number(object.answeredAt), 0))
                        message.answeredAt = $Number(object.answeredAt);
                return message;
            };

            /**
             * Creates a plain object from a TimeProbe message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {cortexwire.v1.TimeProbe} message TimeProbe
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            TimeProbe.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.id = 0;
                    object.sent = 0;
                    object.answeredId = 0;
                    object.answeredAt = 0;
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent"))
                    object.sent = options.json && !$isFinite(message.sent) ? $String(message.sent) : message.sent;
                if (message.answeredId != null && $Object.hasOwnProperty.call(message, "answeredId"))
                    object.answeredId = message.answeredId;
                if (message.answeredAt != null && $Object.hasOwnProperty.call(message, "answeredAt"))
                    object.answeredAt = options.json && !$isFinite(message.answeredAt) ? $String(message.answeredAt) : message.answeredAt;
                return object;
            };

            /**
             * Converts this TimeProbe to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.TimeProbe
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            TimeProbe.prototype.toJSON = function() {
                return TimeProbe.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for TimeProbe
             * @function getTypeUrl
             * @memberof cortexwire.v1.TimeProbe
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TimeProbe.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.TimeProbe";
            };

            return TimeProbe;
        })();

        v1.CloseStream = (function() {

            /**
             * Properties of a CloseStream.
             * @typedef {Object} cortexwire.v1.CloseStream.$Properties
             * @property {boolean|null} [final] CloseStream final
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CloseStream.
             * @memberof cortexwire.v1
             * @interface ICloseStream
             * @augments cortexwire.v1.CloseStream.$Properties
             * @deprecated Use cortexwire.v1.CloseStream.$Properties instead.
             */

            /**
             * Shape of a CloseStream.
             * @typedef {cortexwire.v1.CloseStream.$Properties} cortexwire.v1.CloseStream.$Shape
             */

            /**
             * Constructs a new CloseStream.
             * @memberof cortexwire.v1
             * @classdesc Represents a CloseStream.
             * @constructor
             * @param {cortexwire.v1.CloseStream.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CloseStream = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CloseStream final.
             * @member {boolean} final
             * @memberof cortexwire.v1.CloseStream
             * @instance
             */
            CloseStream.prototype.final = false;

            /**
             * Creates a new CloseStream instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {cortexwire.v1.CloseStream.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.CloseStream} CloseStream instance
             * @type {{
             *   (properties: cortexwire.v1.CloseStream.$Shape): cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape;
             *   (properties?: cortexwire.v1.CloseStream.$Properties): cortexwire.v1.CloseStream;
             * }}
             */
            CloseStream.create = function(properties) {
                return new CloseStream(properties);
            };

            /**
             * Encodes the specified CloseStream message. Does not implicitly {@link cortexwire.v1.CloseStream.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {cortexwire.v1.CloseStream.$Properties} message CloseStream message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CloseStream.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.final != null && $Object.hasOwnProperty.call(message, "final") && message.final !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.final);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified CloseStream message, length delimited. Does not implicitly {@link cortexwire.v1.CloseStream.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {cortexwire.v1.CloseStream.$Properties} message CloseStream message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CloseStream.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a CloseStream message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape} CloseStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CloseStream.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.CloseStream();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.final = value;
                            else
                                delete message.final;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a CloseStream message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape} CloseStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CloseStream.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a CloseStream message.
             * @function verify
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            CloseStream.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    if (typeof message.final !== "boolean")
                        return "final: boolean expected";
                return null;
            };

            /**
             * Creates a CloseStream message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.CloseStream} CloseStream
             */
            CloseStream.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.CloseStream)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.CloseStream: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.CloseStream();
                if (object.final != null)
                    if (object.final)
                        message.final = $Boolean(object.final);
                return message;
            };

            /**
             * Creates a plain object from a CloseStream message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {cortexwire.v1.CloseStream} message CloseStream
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            CloseStream.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.final = false;
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    object.final = message.final;
                return object;
            };

            /**
             * Converts this CloseStream to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.CloseStream
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            CloseStream.prototype.toJSON = function() {
                return CloseStream.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for CloseStream
             * @function getTypeUrl
             * @memberof cortexwire.v1.CloseStream
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            CloseStream.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.CloseStream";
            };

            return CloseStream;
        })();

        v1.ToRig = (function() {

            /**
             * Properties of a ToRig.
             * @typedef {Object} cortexwire.v1.ToRig.$Properties
             * @property {cortexwire.v1.Opened.$Properties|null} [opened] ToRig opened
             * @property {cortexwire.v1.Ack.$Properties|null} [ack] ToRig ack
             * @property {cortexwire.v1.Credit.$Properties|null} [credit] ToRig credit
             * @property {cortexwire.v1.TimeProbeAnswer.$Properties|null} [probeAnswer] ToRig probeAnswer
             * @property {cortexwire.v1.Notice.$Properties|null} [notice] ToRig notice
             * @property {cortexwire.v1.Problem.$Properties|null} [problem] ToRig problem
             * @property {cortexwire.v1.Drain.$Properties|null} [drain] ToRig drain
             * @property {cortexwire.v1.Closed.$Properties|null} [closed] ToRig closed
             * @property {"opened"|"ack"|"credit"|"probeAnswer"|"notice"|"problem"|"drain"|"closed"} [message] ToRig message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ToRig.
             * @memberof cortexwire.v1
             * @interface IToRig
             * @augments cortexwire.v1.ToRig.$Properties
             * @deprecated Use cortexwire.v1.ToRig.$Properties instead.
             */

            /**
             * Narrowed shape of a ToRig.
             * @typedef {{
             *   opened?: cortexwire.v1.Opened.$Shape|null;
             *   ack?: cortexwire.v1.Ack.$Shape|null;
             *   credit?: cortexwire.v1.Credit.$Shape|null;
             *   probeAnswer?: cortexwire.v1.TimeProbeAnswer.$Shape|null;
             *   notice?: cortexwire.v1.Notice.$Shape|null;
             *   problem?: cortexwire.v1.Problem.$Shape|null;
             *   drain?: cortexwire.v1.Drain.$Shape|null;
             *   closed?: cortexwire.v1.Closed.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "opened"; opened: cortexwire.v1.Opened.$Shape; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "ack"; opened?: null; ack: cortexwire.v1.Ack.$Shape; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "credit"; opened?: null; ack?: null; credit: cortexwire.v1.Credit.$Shape; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "probeAnswer"; opened?: null; ack?: null; credit?: null; probeAnswer: cortexwire.v1.TimeProbeAnswer.$Shape; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "notice"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice: cortexwire.v1.Notice.$Shape; problem?: null; drain?: null; closed?: null }|{ message?: "problem"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem: cortexwire.v1.Problem.$Shape; drain?: null; closed?: null }|{ message?: "drain"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain: cortexwire.v1.Drain.$Shape; closed?: null }|{ message?: "closed"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed: cortexwire.v1.Closed.$Shape })
             * )} cortexwire.v1.ToRig.$Shape
             */

            /**
             * Constructs a new ToRig.
             * @memberof cortexwire.v1
             * @classdesc Represents a ToRig.
             * @constructor
             * @param {cortexwire.v1.ToRig.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ToRig = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ToRig opened.
             * @member {cortexwire.v1.Opened.$Properties|null|undefined} opened
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.opened = null;

            /**
             * ToRig ack.
             * @member {cortexwire.v1.Ack.$Properties|null|undefined} ack
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.ack = null;

            /**
             * ToRig credit.
             * @member {cortexwire.v1.Credit.$Properties|null|undefined} credit
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.credit = null;

            /**
             * ToRig probeAnswer.
             * @member {cortexwire.v1.TimeProbeAnswer.$Properties|null|undefined} probeAnswer
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.probeAnswer = null;

            /**
             * ToRig notice.
             * @member {cortexwire.v1.Notice.$Properties|null|undefined} notice
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.notice = null;

            /**
             * ToRig problem.
             * @member {cortexwire.v1.Problem.$Properties|null|undefined} problem
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.problem = null;

            /**
             * ToRig drain.
             * @member {cortexwire.v1.Drain.$Properties|null|undefined} drain
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.drain = null;

            /**
             * ToRig closed.
             * @member {cortexwire.v1.Closed.$Properties|null|undefined} closed
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            ToRig.prototype.closed = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ToRig message.
             * @member {"opened"|"ack"|"credit"|"probeAnswer"|"notice"|"problem"|"drain"|"closed"|undefined} message
             * @memberof cortexwire.v1.ToRig
             * @instance
             */
            $Object.defineProperty(ToRig.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["opened", "ack", "credit", "probeAnswer", "notice", "problem", "drain", "closed"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ToRig instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {cortexwire.v1.ToRig.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.ToRig} ToRig instance
             * @type {{
             *   (properties: cortexwire.v1.ToRig.$Shape): cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape;
             *   (properties?: cortexwire.v1.ToRig.$Properties): cortexwire.v1.ToRig;
             * }}
             */
            ToRig.create = function(properties) {
                return new ToRig(properties);
            };

            /**
             * Encodes the specified ToRig message. Does not implicitly {@link cortexwire.v1.ToRig.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {cortexwire.v1.ToRig.$Properties} message ToRig message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ToRig.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.opened != null && $Object.hasOwnProperty.call(message, "opened"))
                    $root.cortexwire.v1.Opened.encode(message.opened, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack"))
                    $root.cortexwire.v1.Ack.encode(message.ack, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit"))
                    $root.cortexwire.v1.Credit.encode(message.credit, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer"))
                    $root.cortexwire.v1.TimeProbeAnswer.encode(message.probeAnswer, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice"))
                    $root.cortexwire.v1.Notice.encode(message.notice, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    $root.cortexwire.v1.Problem.encode(message.problem, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                    $root.cortexwire.v1.Drain.encode(message.drain, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.closed != null && $Object.hasOwnProperty.call(message, "closed"))
                    $root.cortexwire.v1.Closed.encode(message.closed, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified ToRig message, length delimited. Does not implicitly {@link cortexwire.v1.ToRig.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {cortexwire.v1.ToRig.$Properties} message ToRig message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ToRig.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a ToRig message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape} ToRig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ToRig.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.ToRig();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.opened = $root.cortexwire.v1.Opened.decode(reader, reader.size(), $undefined, _depth + 1, message.opened);
                            message.message = "opened";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.ack = $root.cortexwire.v1.Ack.decode(reader, reader.size(), $undefined, _depth + 1, message.ack);
                            message.message = "ack";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.credit = $root.cortexwire.v1.Credit.decode(reader, reader.size(), $undefined, _depth + 1, message.credit);
                            message.message = "credit";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.probeAnswer);
                            message.message = "probeAnswer";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.notice = $root.cortexwire.v1.Notice.decode(reader, reader.size(), $undefined, _depth + 1, message.notice);
                            message.message = "notice";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.problem = $root.cortexwire.v1.Problem.decode(reader, reader.size(), $undefined, _depth + 1, message.problem);
                            message.message = "problem";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.drain = $root.cortexwire.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                            message.message = "drain";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.closed = $root.cortexwire.v1.Closed.decode(reader, reader.size(), $undefined, _depth + 1, message.closed);
                            message.message = "closed";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a ToRig message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape} ToRig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ToRig.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a ToRig message.
             * @function verify
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            ToRig.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.opened != null && $Object.hasOwnProperty.call(message, "opened")) {
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Opened.verify(message.opened, _depth + 1);
                        if (error)
                            return "opened." + error;
                    }
                }
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Ack.verify(message.ack, _depth + 1);
                        if (error)
                            return "ack." + error;
                    }
                }
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Credit.verify(message.credit, _depth + 1);
                        if (error)
                            return "credit." + error;
                    }
                }
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.TimeProbeAnswer.verify(message.probeAnswer, _depth + 1);
                        if (error)
                            return "probeAnswer." + error;
                    }
                }
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Notice.verify(message.notice, _depth + 1);
                        if (error)
                            return "notice." + error;
                    }
                }
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Problem.verify(message.problem, _depth + 1);
                        if (error)
                            return "problem." + error;
                    }
                }
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Drain.verify(message.drain, _depth + 1);
                        if (error)
                            return "drain." + error;
                    }
                }
                if (message.closed != null && $Object.hasOwnProperty.call(message, "closed")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Closed.verify(message.closed, _depth + 1);
                        if (error)
                            return "closed." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a ToRig message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.ToRig} ToRig
             */
            ToRig.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.ToRig)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.ToRig: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.ToRig();
                if (object.opened != null) {
                    if (!$util.isObject(object.opened))
                        throw $TypeError(".cortexwire.v1.ToRig.opened: object expected");
                    message.opened = $root.cortexwire.v1.Opened.fromObject(object.opened, _depth + 1);
                }
                if (object.ack != null) {
                    if (!$util.isObject(object.ack))
                        throw $TypeError(".cortexwire.v1.ToRig.ack: object expected");
                    message.ack = $root.cortexwire.v1.Ack.fromObject(object.ack, _depth + 1);
                }
                if (object.credit != null) {
                    if (!$util.isObject(object.credit))
                        throw $TypeError(".cortexwire.v1.ToRig.credit: object expected");
                    message.credit = $root.cortexwire.v1.Credit.fromObject(object.credit, _depth + 1);
                }
                if (object.probeAnswer != null) {
                    if (!$util.isObject(object.probeAnswer))
                        throw $TypeError(".cortexwire.v1.ToRig.probeAnswer: object expected");
                    message.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.fromObject(object.probeAnswer, _depth + 1);
                }
                if (object.notice != null) {
                    if (!$util.isObject(object.notice))
                        throw $TypeError(".cortexwire.v1.ToRig.notice: object expected");
                    message.notice = $root.cortexwire.v1.Notice.fromObject(object.notice, _depth + 1);
                }
                if (object.problem != null) {
                    if (!$util.isObject(object.problem))
                        throw $TypeError(".cortexwire.v1.ToRig.problem: object expected");
                    message.problem = $root.cortexwire.v1.Problem.fromObject(object.problem, _depth + 1);
                }
                if (object.drain != null) {
                    if (!$util.isObject(object.drain))
                        throw $TypeError(".cortexwire.v1.ToRig.drain: object expected");
                    message.drain = $root.cortexwire.v1.Drain.fromObject(object.drain, _depth + 1);
                }
                if (object.closed != null) {
                    if (!$util.isObject(object.closed))
                        throw $TypeError(".cortexwire.v1.ToRig.closed: object expected");
                    message.closed = $root.cortexwire.v1.Closed.fromObject(object.closed, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a ToRig message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {cortexwire.v1.ToRig} message ToRig
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ToRig.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.opened != null && $Object.hasOwnProperty.call(message, "opened")) {
                    object.opened = $root.cortexwire.v1.Opened.toObject(message.opened, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "opened";
                }
                if (message.ack != null && $Object.hasOwnProperty.call(message, "ack")) {
                    object.ack = $root.cortexwire.v1.Ack.toObject(message.ack, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "ack";
                }
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit")) {
                    object.credit = $root.cortexwire.v1.Credit.toObject(message.credit, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "credit";
                }
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer")) {
                    object.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.toObject(message.probeAnswer, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "probeAnswer";
                }
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice")) {
                    object.notice = $root.cortexwire.v1.Notice.toObject(message.notice, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "notice";
                }
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem")) {
                    object.problem = $root.cortexwire.v1.Problem.toObject(message.problem, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "problem";
                }
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain")) {
                    object.drain = $root.cortexwire.v1.Drain.toObject(message.drain, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "drain";
                }
                if (message.closed != null && $Object.hasOwnProperty.call(message, "closed")) {
                    object.closed = $root.cortexwire.v1.Closed.toObject(message.closed, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "closed";
                }
                return object;
            };

            /**
             * Converts this ToRig to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.ToRig
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ToRig.prototype.toJSON = function() {
                return ToRig.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ToRig
             * @function getTypeUrl
             * @memberof cortexwire.v1.ToRig
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ToRig.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.ToRig";
            };

            return ToRig;
        })();

        v1.Opened = (function() {

            /**
             * Properties of an Opened.
             * @typedef {Object} cortexwire.v1.Opened.$Properties
             * @property {string|null} [stream] Opened stream
             * @property {string|null} [resumeToken] Opened resumeToken
             * @property {number|null} [nextSample] Opened nextSample
             * @property {boolean|null} [resumed] Opened resumed
             * @property {cortexwire.v1.Limits.$Properties|null} [limits] Opened limits
             * @property {Array.<cortexwire.v1.DecoderOffer.$Properties>|null} [decoders] Opened decoders
             * @property {number|null} [unixOffset] Opened unixOffset
             * @property {number|null} [credit] Opened credit
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Opened.
             * @memberof cortexwire.v1
             * @interface IOpened
             * @augments cortexwire.v1.Opened.$Properties
             * @deprecated Use cortexwire.v1.Opened.$Properties instead.
             */

            /**
             * Shape of an Opened.
             * @typedef {cortexwire.v1.Opened.$Properties} cortexwire.v1.Opened.$Shape
             */

            /**
             * Constructs a new Opened.
             * @memberof cortexwire.v1
             * @classdesc Represents an Opened.
             * @constructor
             * @param {cortexwire.v1.Opened.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Opened = function (properties) {
                this.decoders = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Opened stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.stream = "";

            /**
             * Opened resumeToken.
             * @member {string} resumeToken
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.resumeToken = "";

            /**
             * Opened nextSample.
             * @member {number} nextSample
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.nextSample = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Opened resumed.
             * @member {boolean} resumed
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.resumed = false;

            /**
             * Opened limits.
             * @member {cortexwire.v1.Limits.$Properties|null|undefined} limits
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.limits = null;

            /**
             * Opened decoders.
             * @member {Array.<cortexwire.v1.DecoderOffer.$Properties>} decoders
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.decoders = $util.emptyArray;

            /**
             * Opened unixOffset.
             * @member {number} unixOffset
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.unixOffset = 0;

            /**
             * Opened credit.
             * @member {number} credit
             * @memberof cortexwire.v1.Opened
             * @instance
             */
            Opened.prototype.credit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Opened instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {cortexwire.v1.Opened.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Opened} Opened instance
             * @type {{
             *   (properties: cortexwire.v1.Opened.$Shape): cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape;
             *   (properties?: cortexwire.v1.Opened.$Properties): cortexwire.v1.Opened;
             * }}
             */
            Opened.create = function(properties) {
                return new Opened(properties);
            };

            /**
             * Encodes the specified Opened message. Does not implicitly {@link cortexwire.v1.Opened.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {cortexwire.v1.Opened.$Properties} message Opened message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Opened.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken") && message.resumeToken !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.resumeToken);
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample") && (typeof message.nextSample === "object" ? message.nextSample.low || message.nextSample.high : message.nextSample !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.nextSample);
                if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.resumed);
                if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                    $root.cortexwire.v1.Limits.encode(message.limits, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.decoders != null && message.decoders.length)
                    for (let i = 0; i < message.decoders.length; ++i)
                        $root.cortexwire.v1.DecoderOffer.encode(message.decoders[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset") && !$Object.is(message.unixOffset, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.unixOffset);
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit") && (typeof message.credit === "object" ? message.credit.low || message.credit.high : message.credit !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.credit);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Opened message, length delimited. Does not implicitly {@link cortexwire.v1.Opened.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {cortexwire.v1.Opened.$Properties} message Opened message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Opened.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes an Opened message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape} Opened
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Opened.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Opened();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.resumeToken = value;
                            else
                                delete message.resumeToken;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSample = value;
                            else
                                delete message.nextSample;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.resumed = value;
                            else
                                delete message.resumed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.limits = $root.cortexwire.v1.Limits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.decoders && message.decoders.length))
                                message.decoders = [];
                            message.decoders.push($root.cortexwire.v1.DecoderOffer.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.unixOffset = value;
                            else
                                delete message.unixOffset;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.credit = value;
                            else
                                delete message.credit;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes an Opened message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape} Opened
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Opened.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies an Opened message.
             * @function verify
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Opened.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken"))
                    if (!$util.isString(message.resumeToken))
                        return "resumeToken: string expected";
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample"))
                    if (!$util.isInteger(message.nextSample) && !(message.nextSample && $util.isInteger(message.nextSample.low) && $util.isInteger(message.nextSample.high)))
                        return "nextSample: integer|Long expected";
                if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed"))
                    if (typeof message.resumed !== "boolean")
                        return "resumed: boolean expected";
                if (message.limits != null && $Object.hasOwnProperty.call(message, "limits")) {
                    let error = $root.cortexwire.v1.Limits.verify(message.limits, _depth + 1);
                    if (error)
                        return "limits." + error;
                }
                if (message.decoders != null && $Object.hasOwnProperty.call(message, "decoders")) {
                    if (!$Array.isArray(message.decoders))
                        return "decoders: array expected";
                    for (let i = 0; i < message.decoders.length; ++i) {
                        let error = $root.cortexwire.v1.DecoderOffer.verify(message.decoders[i], _depth + 1);
                        if (error)
                            return "decoders." + error;
                    }
                }
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset"))
                    if (typeof message.unixOffset !== "number")
                        return "unixOffset: number expected";
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit"))
                    if (!$util.isInteger(message.credit) && !(message.credit && $util.isInteger(message.credit.low) && $util.isInteger(message.credit.high)))
                        return "credit: integer|Long expected";
                return null;
            };

            /**
             * Creates an Opened message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Opened} Opened
             */
            Opened.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Opened)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Opened: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Opened();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.resumeToken != null)
                    if (typeof object.resumeToken !== "string" || object.resumeToken.length)
                        message.resumeToken = $String(object.resumeToken);
                if (object.nextSample != null)
                    if (typeof object.nextSample === "object" ? object.nextSample.low || object.nextSample.high : $Number(object.nextSample) !== 0)
                        if ($util.Long)
                            message.nextSample = $util.Long.fromValue(object.nextSample, true);
                        else if (typeof object.nextSample === "string")
                            message.nextSample = $parseInt(object.nextSample, 10);
                        else if (typeof object.nextSample === "number")
                            message.nextSample = object.nextSample;
                        else if (typeof object.nextSample === "object")
                            message.nextSample = new $util.LongBits(object.nextSample.low >>> 0, object.nextSample.high >>> 0).toNumber(true);
                if (object.resumed != null)
                    if (object.resumed)
                        message.resumed = $Boolean(object.resumed);
                if (object.limits != null) {
                    if (!$util.isObject(object.limits))
                        throw $TypeError(".cortexwire.v1.Opened.limits: object expected");
                    message.limits = $root.cortexwire.v1.Limits.fromObject(object.limits, _depth + 1);
                }
                if (object.decoders) {
                    if (!$Array.isArray(object.decoders))
                        throw $TypeError(".cortexwire.v1.Opened.decoders: array expected");
                    message.decoders = $Array(object.decoders.length);
                    for (let i = 0; i < object.decoders.length; ++i) {
                        if (!$util.isObject(object.decoders[i]))
                            throw $TypeError(".cortexwire.v1.Opened.decoders: object expected");
                        message.decoders[i] = $root.cortexwire.v1.DecoderOffer.fromObject(object.decoders[i], _depth + 1);
                    }
                }
                if (object.unixOffset != null)
                    if (!$Object.is($Number(object.unixOffset), 0))
                        message.unixOffset = $Number(object.unixOffset);
                if (object.credit != null)
                    if (typeof object.credit === "object" ? object.credit.low || object.credit.high : $Number(object.credit) !== 0)
                        if ($util.Long)
                            message.credit = $util.Long.fromValue(object.credit, true);
                        else if (typeof object.credit === "string")
                            message.credit = $parseInt(object.credit, 10);
                        else if (typeof object.credit === "number")
                            message.credit = object.credit;
                        else if (typeof object.credit === "object")
                            message.credit = new $util.LongBits(object.credit.low >>> 0, object.credit.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from an Opened message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {cortexwire.v1.Opened} message Opened
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Opened.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.decoders = [];
                if (options.defaults) {
                    object.stream = "";
                    object.resumeToken = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.nextSample = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.nextSample = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.resumed = false;
                    object.limits = null;
                    object.unixOffset = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.credit = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.credit = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.resumeToken != null && $Object.hasOwnProperty.call(message, "resumeToken"))
                    object.resumeToken = message.resumeToken;
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.nextSample = typeof message.nextSample === "number" ? $BigInt(message.nextSample) : $util.Long.fromBits(message.nextSample.low >>> 0, message.nextSample.high >>> 0, true).toBigInt();
                    else if (typeof message.nextSample === "number")
                        object.nextSample = options.longs === $String ? $String(message.nextSample) : message.nextSample;
                    else
                        object.nextSample = options.longs === $String ? $util.Long.prototype.toString.call(message.nextSample) : options.longs === $Number ? new $util.LongBits(message.nextSample.low >>> 0, message.nextSample.high >>> 0).toNumber(true) : message.nextSample;
                if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed"))
                    object.resumed = message.resumed;
                if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                    object.limits = $root.cortexwire.v1.Limits.toObject(message.limits, options, _depth + 1);
                if (message.decoders && message.decoders.length) {
                    object.decoders = $Array(message.decoders.length);
                    for (let j = 0; j < message.decoders.length; ++j)
                        object.decoders[j] = $root.cortexwire.v1.DecoderOffer.toObject(message.decoders[j], options, _depth + 1);
                }
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset"))
                    object.unixOffset = options.json && !$isFinite(message.unixOffset) ? $String(message.unixOffset) : message.unixOffset;
                if (message.credit != null && $Object.hasOwnProperty.call(message, "credit"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.credit = typeof message.credit === "number" ? $BigInt(message.credit) : $util.Long.fromBits(message.credit.low >>> 0, message.credit.high >>> 0, true).toBigInt();
                    else if (typeof message.credit === "number")
                        object.credit = options.longs === $String ? $String(message.credit) : message.credit;
                    else
                        object.credit = options.longs === $String ? $util.Long.prototype.toString.call(message.credit) : options.longs === $Number ? new $util.LongBits(message.credit.low >>> 0, message.credit.high >>> 0).toNumber(true) : message.credit;
                return object;
            };

            /**
             * Converts this Opened to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Opened
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Opened.prototype.toJSON = function() {
                return Opened.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Opened
             * @function getTypeUrl
             * @memberof cortexwire.v1.Opened
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Opened.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Opened";
            };

            return Opened;
        })();

        v1.DecoderOffer = (function() {

            /**
             * Properties of a DecoderOffer.
             * @typedef {Object} cortexwire.v1.DecoderOffer.$Properties
             * @property {string|null} [decoder] DecoderOffer decoder
             * @property {boolean|null} [accepted] DecoderOffer accepted
             * @property {string|null} [code] DecoderOffer code
             * @property {string|null} [detail] DecoderOffer detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DecoderOffer.
             * @memberof cortexwire.v1
             * @interface IDecoderOffer
             * @augments cortexwire.v1.DecoderOffer.$Properties
             * @deprecated Use cortexwire.v1.DecoderOffer.$Properties instead.
             */

            /**
             * Shape of a DecoderOffer.
             * @typedef {cortexwire.v1.DecoderOffer.$Properties} cortexwire.v1.DecoderOffer.$Shape
             */

            /**
             * Constructs a new DecoderOffer.
             * @memberof cortexwire.v1
             * @classdesc Represents a DecoderOffer.
             * @constructor
             * @param {cortexwire.v1.DecoderOffer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DecoderOffer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DecoderOffer decoder.
             * @member {string} decoder
             * @memberof cortexwire.v1.DecoderOffer
             * @instance
             */
            DecoderOffer.prototype.decoder = "";

            /**
             * DecoderOffer accepted.
             * @member {boolean} accepted
             * @memberof cortexwire.v1.DecoderOffer
             * @instance
             */
            DecoderOffer.prototype.accepted = false;

            /**
             * DecoderOffer code.
             * @member {string} code
             * @memberof cortexwire.v1.DecoderOffer
             * @instance
             */
            DecoderOffer.prototype.code = "";

            /**
             * DecoderOffer detail.
             * @member {string} detail
             * @memberof cortexwire.v1.DecoderOffer
             * @instance
             */
            DecoderOffer.prototype.detail = "";

            /**
             * Creates a new DecoderOffer instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {cortexwire.v1.DecoderOffer.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.DecoderOffer} DecoderOffer instance
             * @type {{
             *   (properties: cortexwire.v1.DecoderOffer.$Shape): cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape;
             *   (properties?: cortexwire.v1.DecoderOffer.$Properties): cortexwire.v1.DecoderOffer;
             * }}
             */
            DecoderOffer.create = function(properties) {
                return new DecoderOffer(properties);
            };

            /**
             * Encodes the specified DecoderOffer message. Does not implicitly {@link cortexwire.v1.DecoderOffer.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {cortexwire.v1.DecoderOffer.$Properties} message DecoderOffer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecoderOffer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder") && message.decoder !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.decoder);
                if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted") && message.accepted !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.accepted);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified DecoderOffer message, length delimited. Does not implicitly {@link cortexwire.v1.DecoderOffer.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {cortexwire.v1.DecoderOffer.$Properties} message DecoderOffer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DecoderOffer.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a DecoderOffer message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape} DecoderOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecoderOffer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.DecoderOffer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.decoder = value;
                            else
                                delete message.decoder;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.accepted = value;
                            else
                                delete message.accepted;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a DecoderOffer message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape} DecoderOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DecoderOffer.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a DecoderOffer message.
             * @function verify
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            DecoderOffer.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    if (!$util.isString(message.decoder))
                        return "decoder: string expected";
                if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                    if (typeof message.accepted !== "boolean")
                        return "accepted: boolean expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                return null;
            };

            /**
             * Creates a DecoderOffer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.DecoderOffer} DecoderOffer
             */
            DecoderOffer.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.DecoderOffer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.DecoderOffer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.DecoderOffer();
                if (object.decoder != null)
                    if (typeof object.decoder !== "string" || object.decoder.length)
                        message.decoder = $String(object.decoder);
                if (object.accepted != null)
                    if (object.accepted)
                        message.accepted = $Boolean(object.accepted);
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                return message;
            };

            /**
             * Creates a plain object from a DecoderOffer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {cortexwire.v1.DecoderOffer} message DecoderOffer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            DecoderOffer.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.decoder = "";
                    object.accepted = false;
                    object.code = "";
                    object.detail = "";
                }
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    object.decoder = message.decoder;
                if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted"))
                    object.accepted = message.accepted;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            /**
             * Converts this DecoderOffer to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.DecoderOffer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            DecoderOffer.prototype.toJSON = function() {
                return DecoderOffer.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for DecoderOffer
             * @function getTypeUrl
             * @memberof cortexwire.v1.DecoderOffer
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            DecoderOffer.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.DecoderOffer";
            };

            return DecoderOffer;
        })();

        v1.Limits = (function() {

            /**
             * Properties of a Limits.
             * @typedef {Object} cortexwire.v1.Limits.$Properties
             * @property {number|null} [maxMessageBytes] Limits maxMessageBytes
             * @property {number|null} [maxChannels] Limits maxChannels
             * @property {number|null} [maxSamplesPerFrame] Limits maxSamplesPerFrame
             * @property {number|null} [maxSfreq] Limits maxSfreq
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Limits.
             * @memberof cortexwire.v1
             * @interface ILimits
             * @augments cortexwire.v1.Limits.$Properties
             * @deprecated Use cortexwire.v1.Limits.$Properties instead.
             */

            /**
             * Shape of a Limits.
             * @typedef {cortexwire.v1.Limits.$Properties} cortexwire.v1.Limits.$Shape
             */

            /**
             * Constructs a new Limits.
             * @memberof cortexwire.v1
             * @classdesc Represents a Limits.
             * @constructor
             * @param {cortexwire.v1.Limits.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Limits = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Limits maxMessageBytes.
             * @member {number} maxMessageBytes
             * @memberof cortexwire.v1.Limits
             * @instance
             */
            Limits.prototype.maxMessageBytes = 0;

            /**
             * Limits maxChannels.
             * @member {number} maxChannels
             * @memberof cortexwire.v1.Limits
             * @instance
             */
            Limits.prototype.maxChannels = 0;

            /**
             * Limits maxSamplesPerFrame.
             * @member {number} maxSamplesPerFrame
             * @memberof cortexwire.v1.Limits
             * @instance
             */
            Limits.prototype.maxSamplesPerFrame = 0;

            /**
             * Limits maxSfreq.
             * @member {number} maxSfreq
             * @memberof cortexwire.v1.Limits
             * @instance
             */
            Limits.prototype.maxSfreq = 0;

            /**
             * Creates a new Limits instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {cortexwire.v1.Limits.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Limits} Limits instance
             * @type {{
             *   (properties: cortexwire.v1.Limits.$Shape): cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape;
             *   (properties?: cortexwire.v1.Limits.$Properties): cortexwire.v1.Limits;
             * }}
             */
            Limits.create = function(properties) {
                return new Limits(properties);
            };

            /**
             * Encodes the specified Limits message. Does not implicitly {@link cortexwire.v1.Limits.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {cortexwire.v1.Limits.$Properties} message Limits message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Limits.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.maxMessageBytes != null && $Object.hasOwnProperty.call(message, "maxMessageBytes") && message.maxMessageBytes !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.maxMessageBytes);
                if (message.maxChannels != null && $Object.hasOwnProperty.call(message, "maxChannels") && message.maxChannels !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.maxChannels);
                if (message.maxSamplesPerFrame != null && $Object.hasOwnProperty.call(message, "maxSamplesPerFrame") && message.maxSamplesPerFrame !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxSamplesPerFrame);
                if (message.maxSfreq != null && $Object.hasOwnProperty.call(message, "maxSfreq") && !$Object.is(message.maxSfreq, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.maxSfreq);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Limits message, length delimited. Does not implicitly {@link cortexwire.v1.Limits.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {cortexwire.v1.Limits.$Properties} message Limits message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Limits.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Limits message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Limits.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Limits();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxMessageBytes = value;
                            else
                                delete message.maxMessageBytes;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxChannels = value;
                            else
                                delete message.maxChannels;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxSamplesPerFrame = value;
                            else
                                delete message.maxSamplesPerFrame;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.maxSfreq = value;
                            else
                                delete message.maxSfreq;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Limits message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Limits.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Limits message.
             * @function verify
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Limits.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.maxMessageBytes != null && $Object.hasOwnProperty.call(message, "maxMessageBytes"))
                    if (!$util.isInteger(message.maxMessageBytes))
                        return "maxMessageBytes: integer expected";
                if (message.maxChannels != null && $Object.hasOwnProperty.call(message, "maxChannels"))
                    if (!$util.isInteger(message.maxChannels))
                        return "maxChannels: integer expected";
                if (message.maxSamplesPerFrame != null && $Object.hasOwnProperty.call(message, "maxSamplesPerFrame"))
                    if (!$util.isInteger(message.maxSamplesPerFrame))
                        return "maxSamplesPerFrame: integer expected";
                if (message.maxSfreq != null && $Object.hasOwnProperty.call(message, "maxSfreq"))
                    if (typeof message.maxSfreq !== "number")
                        return "maxSfreq: number expected";
                return null;
            };

            /**
             * Creates a Limits message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Limits} Limits
             */
            Limits.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Limits)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Limits: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Limits();
                if (object.maxMessageBytes != null)
                    if ($Number(object.maxMessageBytes) !== 0)
                        message.maxMessageBytes = object.maxMessageBytes >>> 0;
                if (object.maxChannels != null)
                    if ($Number(object.maxChannels) !== 0)
                        message.maxChannels = object.maxChannels >>> 0;
                if (object.maxSamplesPerFrame != null)
                    if ($Number(object.maxSamplesPerFrame) !== 0)
                        message.maxSamplesPerFrame = object.maxSamplesPerFrame >>> 0;
                if (object.maxSfreq != null)
                    if (!$Object.is($Number(object.maxSfreq), 0))
                        message.maxSfreq = $Number(object.maxSfreq);
                return message;
            };

            /**
             * Creates a plain object from a Limits message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {cortexwire.v1.Limits} message Limits
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Limits.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.maxMessageBytes = 0;
                    object.maxChannels = 0;
                    object.maxSamplesPerFrame = 0;
                    object.maxSfreq = 0;
                }
                if (message.maxMessageBytes != null && $Object.hasOwnProperty.call(message, "maxMessageBytes"))
                    object.maxMessageBytes = message.maxMessageBytes;
                if (message.maxChannels != null && $Object.hasOwnProperty.call(message, "maxChannels"))
                    object.maxChannels = message.maxChannels;
                if (message.maxSamplesPerFrame != null && $Object.hasOwnProperty.call(message, "maxSamplesPerFrame"))
                    object.maxSamplesPerFrame = message.maxSamplesPerFrame;
                if (message.maxSfreq != null && $Object.hasOwnProperty.call(message, "maxSfreq"))
                    object.maxSfreq = options.json && !$isFinite(message.maxSfreq) ? $String(message.maxSfreq) : message.maxSfreq;
                return object;
            };

            /**
             * Converts this Limits to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Limits
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Limits.prototype.toJSON = function() {
                return Limits.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Limits
             * @function getTypeUrl
             * @memberof cortexwire.v1.Limits
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Limits.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Limits";
            };

            return Limits;
        })();

        v1.Ack = (function() {

            /**
             * Properties of an Ack.
             * @typedef {Object} cortexwire.v1.Ack.$Properties
             * @property {number|null} [nextSample] Ack nextSample
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an Ack.
             * @memberof cortexwire.v1
             * @interface IAck
             * @augments cortexwire.v1.Ack.$Properties
             * @deprecated Use cortexwire.v1.Ack.$Properties instead.
             */

            /**
             * Shape of an Ack.
             * @typedef {cortexwire.v1.Ack.$Properties} cortexwire.v1.Ack.$Shape
             */

            /**
             * Constructs a new Ack.
             * @memberof cortexwire.v1
             * @classdesc Represents an Ack.
             * @constructor
             * @param {cortexwire.v1.Ack.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Ack = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Ack nextSample.
             * @member {number} nextSample
             * @memberof cortexwire.v1.Ack
             * @instance
             */
            Ack.prototype.nextSample = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Ack instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {cortexwire.v1.Ack.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Ack} Ack instance
             * @type {{
             *   (properties: cortexwire.v1.Ack.$Shape): cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape;
             *   (properties?: cortexwire.v1.Ack.$Properties): cortexwire.v1.Ack;
             * }}
             */
            Ack.create = function(properties) {
                return new Ack(properties);
            };

            /**
             * Encodes the specified Ack message. Does not implicitly {@link cortexwire.v1.Ack.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {cortexwire.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample") && (typeof message.nextSample === "object" ? message.nextSample.low || message.nextSample.high : message.nextSample !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.nextSample);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Ack message, length delimited. Does not implicitly {@link cortexwire.v1.Ack.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {cortexwire.v1.Ack.$Properties} message Ack message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Ack.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Ack();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.nextSample = value;
                            else
                                delete message.nextSample;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes an Ack message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Ack.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies an Ack message.
             * @function verify
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Ack.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample"))
                    if (!$util.isInteger(message.nextSample) && !(message.nextSample && $util.isInteger(message.nextSample.low) && $util.isInteger(message.nextSample.high)))
                        return "nextSample: integer|Long expected";
                return null;
            };

            /**
             * Creates an Ack message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Ack} Ack
             */
            Ack.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Ack)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Ack: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Ack();
                if (object.nextSample != null)
                    if (typeof object.nextSample === "object" ? object.nextSample.low || object.nextSample.high : $Number(object.nextSample) !== 0)
                        if ($util.Long)
                            message.nextSample = $util.Long.fromValue(object.nextSample, true);
                        else if (typeof object.nextSample === "string")
                            message.nextSample = $parseInt(object.nextSample, 10);
                        else if (typeof object.nextSample === "number")
                            message.nextSample = object.nextSample;
                        else if (typeof object.nextSample === "object")
                            message.nextSample = new $util.LongBits(object.nextSample.low >>> 0, object.nextSample.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from an Ack message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {cortexwire.v1.Ack} message Ack
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Ack.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.nextSample = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.nextSample = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.nextSample != null && $Object.hasOwnProperty.call(message, "nextSample"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.nextSample = typeof message.nextSample === "number" ? $BigInt(message.nextSample) : $util.Long.fromBits(message.nextSample.low >>> 0, message.nextSample.high >>> 0, true).toBigInt();
                    else if (typeof message.nextSample === "number")
                        object.nextSample = options.longs === $String ? $String(message.nextSample) : message.nextSample;
                    else
                        object.nextSample = options.longs === $String ? $util.Long.prototype.toString.call(message.nextSample) : options.longs === $Number ? new $util.LongBits(message.nextSample.low >>> 0, message.nextSample.high >>> 0).toNumber(true) : message.nextSample;
                return object;
            };

            /**
             * Converts this Ack to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Ack
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Ack.prototype.toJSON = function() {
                return Ack.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Ack
             * @function getTypeUrl
             * @memberof cortexwire.v1.Ack
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Ack.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Ack";
            };

            return Ack;
        })();

        v1.Credit = (function() {

            /**
             * Properties of a Credit.
             * @typedef {Object} cortexwire.v1.Credit.$Properties
             * @property {number|null} [untilSample] Credit untilSample
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Credit.
             * @memberof cortexwire.v1
             * @interface ICredit
             * @augments cortexwire.v1.Credit.$Properties
             * @deprecated Use cortexwire.v1.Credit.$Properties instead.
             */

            /**
             * Shape of a Credit.
             * @typedef {cortexwire.v1.Credit.$Properties} cortexwire.v1.Credit.$Shape
             */

            /**
             * Constructs a new Credit.
             * @memberof cortexwire.v1
             * @classdesc Represents a Credit.
             * @constructor
             * @param {cortexwire.v1.Credit.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Credit = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Credit untilSample.
             * @member {number} untilSample
             * @memberof cortexwire.v1.Credit
             * @instance
             */
            Credit.prototype.untilSample = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Credit instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {cortexwire.v1.Credit.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Credit} Credit instance
             * @type {{
             *   (properties: cortexwire.v1.Credit.$Shape): cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape;
             *   (properties?: cortexwire.v1.Credit.$Properties): cortexwire.v1.Credit;
             * }}
             */
            Credit.create = function(properties) {
                return new Credit(properties);
            };

            /**
             * Encodes the specified Credit message. Does not implicitly {@link cortexwire.v1.Credit.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {cortexwire.v1.Credit.$Properties} message Credit message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Credit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.untilSample != null && $Object.hasOwnProperty.call(message, "untilSample") && (typeof message.untilSample === "object" ? message.untilSample.low || message.untilSample.high : message.untilSample !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.untilSample);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Credit message, length delimited. Does not implicitly {@link cortexwire.v1.Credit.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {cortexwire.v1.Credit.$Properties} message Credit message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Credit.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Credit message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape} Credit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Credit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Credit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.untilSample = value;
                            else
                                delete message.untilSample;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Credit message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape} Credit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Credit.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Credit message.
             * @function verify
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Credit.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.untilSample != null && $Object.hasOwnProperty.call(message, "untilSample"))
                    if (!$util.isInteger(message.untilSample) && !(message.untilSample && $util.isInteger(message.untilSample.low) && $util.isInteger(message.untilSample.high)))
                        return "untilSample: integer|Long expected";
                return null;
            };

            /**
             * Creates a Credit message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Credit} Credit
             */
            Credit.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Credit)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Credit: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Credit();
                if (object.untilSample != null)
                    if (typeof object.untilSample === "object" ? object.untilSample.low || object.untilSample.high : $Number(object.untilSample) !== 0)
                        if ($util.Long)
                            message.untilSample = $util.Long.fromValue(object.untilSample, true);
                        else if (typeof object.untilSample === "string")
                            message.untilSample = $parseInt(object.untilSample, 10);
                        else if (typeof object.untilSample === "number")
                            message.untilSample = object.untilSample;
                        else if (typeof object.untilSample === "object")
                            message.untilSample = new $util.LongBits(object.untilSample.low >>> 0, object.untilSample.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Credit message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {cortexwire.v1.Credit} message Credit
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Credit.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.untilSample = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.untilSample = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                if (message.untilSample != null && $Object.hasOwnProperty.call(message, "untilSample"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.untilSample = typeof message.untilSample === "number" ? $BigInt(message.untilSample) : $util.Long.fromBits(message.untilSample.low >>> 0, message.untilSample.high >>> 0, true).toBigInt();
                    else if (typeof message.untilSample === "number")
                        object.untilSample = options.longs === $String ? $String(message.untilSample) : message.untilSample;
                    else
                        object.untilSample = options.longs === $String ? $util.Long.prototype.toString.call(message.untilSample) : options.longs === $Number ? new $util.LongBits(message.untilSample.low >>> 0, message.untilSample.high >>> 0).toNumber(true) : message.untilSample;
                return object;
            };

            /**
             * Converts this Credit to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Credit
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Credit.prototype.toJSON = function() {
                return Credit.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Credit
             * @function getTypeUrl
             * @memberof cortexwire.v1.Credit
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Credit.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Credit";
            };

            return Credit;
        })();

        v1.TimeProbeAnswer = (function() {

            /**
             * Properties of a TimeProbeAnswer.
             * @typedef {Object} cortexwire.v1.TimeProbeAnswer.$Properties
             * @property {number|null} [id] TimeProbeAnswer id
             * @property {number|null} [received] TimeProbeAnswer received
             * @property {number|null} [sent] TimeProbeAnswer sent
             * @property {number|null} [offset] TimeProbeAnswer offset
             * @property {number|null} [drift] TimeProbeAnswer drift
             * @property {number|null} [reference] TimeProbeAnswer reference
             * @property {number|null} [uncertainty] TimeProbeAnswer uncertainty
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TimeProbeAnswer.
             * @memberof cortexwire.v1
             * @interface ITimeProbeAnswer
             * @augments cortexwire.v1.TimeProbeAnswer.$Properties
             * @deprecated Use cortexwire.v1.TimeProbeAnswer.$Properties instead.
             */

            /**
             * Shape of a TimeProbeAnswer.
             * @typedef {cortexwire.v1.TimeProbeAnswer.$Properties} cortexwire.v1.TimeProbeAnswer.$Shape
             */

            /**
             * Constructs a new TimeProbeAnswer.
             * @memberof cortexwire.v1
             * @classdesc Represents a TimeProbeAnswer.
             * @constructor
             * @param {cortexwire.v1.TimeProbeAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TimeProbeAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TimeProbeAnswer id.
             * @member {number} id
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.id = 0;

            /**
             * TimeProbeAnswer received.
             * @member {number} received
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.received = 0;

            /**
             * TimeProbeAnswer sent.
             * @member {number} sent
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.sent = 0;

            /**
             * TimeProbeAnswer offset.
             * @member {number} offset
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.offset = 0;

            /**
             * TimeProbeAnswer drift.
             * @member {number} drift
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.drift = 0;

            /**
             * TimeProbeAnswer reference.
             * @member {number} reference
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.reference = 0;

            /**
             * TimeProbeAnswer uncertainty.
             * @member {number} uncertainty
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             */
            TimeProbeAnswer.prototype.uncertainty = 0;

            /**
             * Creates a new TimeProbeAnswer instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {cortexwire.v1.TimeProbeAnswer.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.TimeProbeAnswer} TimeProbeAnswer instance
             * @type {{
             *   (properties: cortexwire.v1.TimeProbeAnswer.$Shape): cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape;
             *   (properties?: cortexwire.v1.TimeProbeAnswer.$Properties): cortexwire.v1.TimeProbeAnswer;
             * }}
             */
            TimeProbeAnswer.create = function(properties) {
                return new TimeProbeAnswer(properties);
            };

            /**
             * Encodes the specified TimeProbeAnswer message. Does not implicitly {@link cortexwire.v1.TimeProbeAnswer.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {cortexwire.v1.TimeProbeAnswer.$Properties} message TimeProbeAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TimeProbeAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                if (message.received != null && $Object.hasOwnProperty.call(message, "received") && !$Object.is(message.received, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.received);
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent") && !$Object.is(message.sent, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.sent);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && !$Object.is(message.offset, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.offset);
                if (message.drift != null && $Object.hasOwnProperty.call(message, "drift") && !$Object.is(message.drift, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.drift);
                if (message.reference != null && $Object.hasOwnProperty.call(message, "reference") && !$Object.is(message.reference, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.reference);
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty") && !$Object.is(message.uncertainty, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.uncertainty);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified TimeProbeAnswer message, length delimited. Does not implicitly {@link cortexwire.v1.TimeProbeAnswer.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {cortexwire.v1.TimeProbeAnswer.$Properties} message TimeProbeAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TimeProbeAnswer.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a TimeProbeAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape} TimeProbeAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TimeProbeAnswer.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.TimeProbeAnswer();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.received = value;
                            else
                                delete message.received;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sent = value;
                            else
                                delete message.sent;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.drift = value;
                            else
                                delete message.drift;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.reference = value;
                            else
                                delete message.reference;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.uncertainty = value;
                            else
                                delete message.uncertainty;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a TimeProbeAnswer message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape} TimeProbeAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TimeProbeAnswer.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a TimeProbeAnswer message.
             * @function verify
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            TimeProbeAnswer.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    if (!$util.isInteger(message.id))
                        return "id: integer expected";
                if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                    if (typeof message.received !== "number")
                        return "received: number expected";
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent"))
                    if (typeof message.sent !== "number")
                        return "sent: number expected";
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    if (typeof message.offset !== "number")
                        return "offset: number expected";
                if (message.drift != null && $Object.hasOwnProperty.call(message, "drift"))
                    if (typeof message.drift !== "number")
                        return "drift: number expected";
                if (message.reference != null && $Object.hasOwnProperty.call(message, "reference"))
                    if (typeof message.reference !== "number")
                        return "reference: number expected";
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty"))
                    if (typeof message.uncertainty !== "number")
                        return "uncertainty: number expected";
                return null;
            };

            /**
             * Creates a TimeProbeAnswer message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.TimeProbeAnswer} TimeProbeAnswer
             */
            TimeProbeAnswer.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.TimeProbeAnswer)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.TimeProbeAnswer: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.TimeProbeAnswer();
                if (object.id != null)
                    if ($Number(object.id) !== 0)
                        message.id = object.id >>> 0;
                if (object.received != null)
                    if (!$Object.is($Number(object.received), 0))
                        message.received = $Number(object.received);
                if (object.sent != null)
                    if (!$Object.is($Number(object.sent), 0))
                        message.sent = $Number(object.sent);
                if (object.offset != null)
                    if (!$Object.is($Number(object.offset), 0))
                        message.offset = $Number(object.offset);
                if (object.drift != null)
                    if (!$Object.is($Number(object.drift), 0))
                        message.drift = $Number(object.drift);
                if (object.reference != null)
                    if (!$Object.is($Number(object.reference), 0))
                        message.reference = $Number(object.reference);
                if (object.uncertainty != null)
                    if (!$Object.is($Number(object.uncertainty), 0))
                        message.uncertainty = $Number(object.uncertainty);
                return message;
            };

            /**
             * Creates a plain object from a TimeProbeAnswer message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {cortexwire.v1.TimeProbeAnswer} message TimeProbeAnswer
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            TimeProbeAnswer.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.id = 0;
                    object.received = 0;
                    object.sent = 0;
                    object.offset = 0;
                    object.drift = 0;
                    object.reference = 0;
                    object.uncertainty = 0;
                }
                if (message.id != null && $Object.hasOwnProperty.call(message, "id"))
                    object.id = message.id;
                if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                    object.received = options.json && !$isFinite(message.received) ? $String(message.received) : message.received;
                if (message.sent != null && $Object.hasOwnProperty.call(message, "sent"))
                    object.sent = options.json && !$isFinite(message.sent) ? $String(message.sent) : message.sent;
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                    object.offset = options.json && !$isFinite(message.offset) ? $String(message.offset) : message.offset;
                if (message.drift != null && $Object.hasOwnProperty.call(message, "drift"))
                    object.drift = options.json && !$isFinite(message.drift) ? $String(message.drift) : message.drift;
                if (message.reference != null && $Object.hasOwnProperty.call(message, "reference"))
                    object.reference = options.json && !$isFinite(message.reference) ? $String(message.reference) : message.reference;
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty"))
                    object.uncertainty = options.json && !$isFinite(message.uncertainty) ? $String(message.uncertainty) : message.uncertainty;
                return object;
            };

            /**
             * Converts this TimeProbeAnswer to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            TimeProbeAnswer.prototype.toJSON = function() {
                return TimeProbeAnswer.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for TimeProbeAnswer
             * @function getTypeUrl
             * @memberof cortexwire.v1.TimeProbeAnswer
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            TimeProbeAnswer.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.TimeProbeAnswer";
            };

            return TimeProbeAnswer;
        })();

        /**
         * NoticeKind enum.
         * @name cortexwire.v1.NoticeKind
         * @enum {number}
         * @property {number} NOTICE_KIND_UNSPECIFIED=0 NOTICE_KIND_UNSPECIFIED value
         * @property {number} GAP=1 GAP value
         * @property {number} CLOCK_STEP=2 CLOCK_STEP value
         * @property {number} FLAT_CHANNEL=3 FLAT_CHANNEL value
         * @property {number} SATURATED_CHANNEL=4 SATURATED_CHANNEL value
         * @property {number} CHANNEL_RECOVERED=5 CHANNEL_RECOVERED value
         * @property {number} CATCHING_UP=6 CATCHING_UP value
         * @property {number} CAUGHT_UP=7 CAUGHT_UP value
         * @property {number} JOURNAL_FULL=8 JOURNAL_FULL value
         * @property {number} JOURNAL_RESUMED=9 JOURNAL_RESUMED value
         * @property {number} STREAM_OPENED=10 STREAM_OPENED value
         * @property {number} STREAM_CLOSED=11 STREAM_CLOSED value
         * @property {number} RIG_LOST=12 RIG_LOST value
         * @property {number} RIG_RESUMED=13 RIG_RESUMED value
         * @property {number} REPLAY_DIFFERS=14 REPLAY_DIFFERS value
         * @property {number} DUPLICATE_SAMPLES=15 DUPLICATE_SAMPLES value
         */
        v1.NoticeKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "NOTICE_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "GAP"] = 1;
            values[valuesById[2] = "CLOCK_STEP"] = 2;
            values[valuesById[3] = "FLAT_CHANNEL"] = 3;
            values[valuesById[4] = "SATURATED_CHANNEL"] = 4;
            values[valuesById[5] = "CHANNEL_RECOVERED"] = 5;
            values[valuesById[6] = "CATCHING_UP"] = 6;
            values[valuesById[7] = "CAUGHT_UP"] = 7;
            values[valuesById[8] = "JOURNAL_FULL"] = 8;
            values[valuesById[9] = "JOURNAL_RESUMED"] = 9;
            values[valuesById[10] = "STREAM_OPENED"] = 10;
            values[valuesById[11] = "STREAM_CLOSED"] = 11;
            values[valuesById[12] = "RIG_LOST"] = 12;
            values[valuesById[13] = "RIG_RESUMED"] = 13;
            values[valuesById[14] = "REPLAY_DIFFERS"] = 14;
            values[valuesById[15] = "DUPLICATE_SAMPLES"] = 15;
            return values;
        })();

        v1.Notice = (function() {

            /**
             * Properties of a Notice.
             * @typedef {Object} cortexwire.v1.Notice.$Properties
             * @property {cortexwire.v1.NoticeKind|null} [kind] Notice kind
             * @property {string|null} [stream] Notice stream
             * @property {number|null} [start] Notice start
             * @property {number|null} [end] Notice end
             * @property {Array.<string>|null} [channels] Notice channels
             * @property {number|null} [value] Notice value
             * @property {string|null} [detail] Notice detail
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Notice.
             * @memberof cortexwire.v1
             * @interface INotice
             * @augments cortexwire.v1.Notice.$Properties
             * @deprecated Use cortexwire.v1.Notice.$Properties instead.
             */

            /**
             * Shape of a Notice.
             * @typedef {cortexwire.v1.Notice.$Properties} cortexwire.v1.Notice.$Shape
             */

            /**
             * Constructs a new Notice.
             * @memberof cortexwire.v1
             * @classdesc Represents a Notice.
             * @constructor
             * @param {cortexwire.v1.Notice.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Notice = function (properties) {
                this.channels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Notice kind.
             * @member {cortexwire.v1.NoticeKind} kind
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.kind = 0;

            /**
             * Notice stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.stream = "";

            /**
             * Notice start.
             * @member {number} start
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.start = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Notice end.
             * @member {number} end
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.end = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Notice channels.
             * @member {Array.<string>} channels
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.channels = $util.emptyArray;

            /**
             * Notice value.
             * @member {number} value
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.value = 0;

            /**
             * Notice detail.
             * @member {string} detail
             * @memberof cortexwire.v1.Notice
             * @instance
             */
            Notice.prototype.detail = "";

            /**
             * Creates a new Notice instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {cortexwire.v1.Notice.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Notice} Notice instance
             * @type {{
             *   (properties: cortexwire.v1.Notice.$Shape): cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape;
             *   (properties?: cortexwire.v1.Notice.$Properties): cortexwire.v1.Notice;
             * }}
             */
            Notice.create = function(properties) {
                return new Notice(properties);
            };

            /**
             * Encodes the specified Notice message. Does not implicitly {@link cortexwire.v1.Notice.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {cortexwire.v1.Notice.$Properties} message Notice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Notice.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.kind);
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.stream);
                if (message.start != null && $Object.hasOwnProperty.call(message, "start") && (typeof message.start === "object" ? message.start.low || message.start.high : message.start !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.start);
                if (message.end != null && $Object.hasOwnProperty.call(message, "end") && (typeof message.end === "object" ? message.end.low || message.end.high : message.end !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.end);
                if (message.channels != null && message.channels.length)
                    for (let i = 0; i < message.channels.length; ++i)
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.channels[i]);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && !$Object.is(message.value, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.value);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 7, wireType 2 =*/58).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Notice message, length delimited. Does not implicitly {@link cortexwire.v1.Notice.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {cortexwire.v1.Notice.$Properties} message Notice message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Notice.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Notice message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Notice.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Notice();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.start = value;
                            else
                                delete message.start;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.end = value;
                            else
                                delete message.end;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.channels && message.channels.length))
                                message.channels = [];
                            message.channels.push(reader.stringVerify());
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Notice message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Notice.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Notice message.
             * @function verify
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Notice.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    if (!$util.isInteger(message.start) && !(message.start && $util.isInteger(message.start.low) && $util.isInteger(message.start.high)))
                        return "start: integer|Long expected";
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    if (!$util.isInteger(message.end) && !(message.end && $util.isInteger(message.end.low) && $util.isInteger(message.end.high)))
                        return "end: integer|Long expected";
                if (message.channels != null && $Object.hasOwnProperty.call(message, "channels")) {
                    if (!$Array.isArray(message.channels))
                        return "channels: array expected";
                    for (let i = 0; i < message.channels.length; ++i)
                        if (!$util.isString(message.channels[i]))
                            return "channels: string[] expected";
                }
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    if (typeof message.value !== "number")
                        return "value: number expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                return null;
            };

            /**
             * Creates a Notice message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Notice} Notice
             */
            Notice.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Notice)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Notice: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Notice();
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.cortexwire.v1.NoticeKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "NOTICE_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "GAP":
                    case 1:
                        message.kind = 1;
                        break;
                    case "CLOCK_STEP":
                    case 2:
                        message.kind = 2;
                        break;
                    case "FLAT_CHANNEL":
                    case 3:
                        message.kind = 3;
                        break;
                    case "SATURATED_CHANNEL":
                    case 4:
                        message.kind = 4;
                        break;
                    case "CHANNEL_RECOVERED":
                    case 5:
                        message.kind = 5;
                        break;
                    case "CATCHING_UP":
                    case 6:
                        message.kind = 6;
                        break;
                    case "CAUGHT_UP":
                    case 7:
                        message.kind = 7;
                        break;
                    case "JOURNAL_FULL":
                    case 8:
                        message.kind = 8;
                        break;
                    case "JOURNAL_RESUMED":
                    case 9:
                        message.kind = 9;
                        break;
                    case "STREAM_OPENED":
                    case 10:
                        message.kind = 10;
                        break;
                    case "STREAM_CLOSED":
                    case 11:
                        message.kind = 11;
                        break;
                    case "RIG_LOST":
                    case 12:
                        message.kind = 12;
                        break;
                    case "RIG_RESUMED":
                    case 13:
                        message.kind = 13;
                        break;
                    case "REPLAY_DIFFERS":
                    case 14:
                        message.kind = 14;
                        break;
                    case "DUPLICATE_SAMPLES":
                    case 15:
                        message.kind = 15;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.start != null)
                    if (typeof object.start === "object" ? object.start.low || object.start.high : $Number(object.start) !== 0)
                        if ($util.Long)
                            message.start = $util.Long.fromValue(object.start, true);
                        else if (typeof object.start === "string")
                            message.start = $parseInt(object.start, 10);
                        else if (typeof object.start === "number")
                            message.start = object.start;
                        else if (typeof object.start === "object")
                            message.start = new $util.LongBits(object.start.low >>> 0, object.start.high >>> 0).toNumber(true);
                if (object.end != null)
                    if (typeof object.end === "object" ? object.end.low || object.end.high : $Number(object.end) !== 0)
                        if ($util.Long)
                            message.end = $util.Long.fromValue(object.end, true);
                        else if (typeof object.end === "string")
                            message.end = $parseInt(object.end, 10);
                        else if (typeof object.end === "number")
                            message.end = object.end;
                        else if (typeof object.end === "object")
                            message.end = new $util.LongBits(object.end.low >>> 0, object.end.high >>> 0).toNumber(true);
                if (object.channels) {
                    if (!$Array.isArray(object.channels))
                        throw $TypeError(".cortexwire.v1.Notice.channels: array expected");
                    message.channels = $Array(object.channels.length);
                    for (let i = 0; i < object.channels.length; ++i)
                        message.channels[i] = $String(object.channels[i]);
                }
                if (object.value != null)
                    if (!$Object.is($Number(object.value), 0))
                        message.value = $Number(object.value);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                return message;
            };

            /**
             * Creates a plain object from a Notice message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {cortexwire.v1.Notice} message Notice
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Notice.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.channels = [];
                if (options.defaults) {
                    object.kind = options.enums === $String ? "NOTICE_KIND_UNSPECIFIED" : 0;
                    object.stream = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.start = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.start = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.end = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.end = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.value = 0;
                    object.detail = "";
                }
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.cortexwire.v1.NoticeKind[message.kind] === $undefined ? message.kind : $root.cortexwire.v1.NoticeKind[message.kind] : message.kind;
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.start = typeof message.start === "number" ? $BigInt(message.start) : $util.Long.fromBits(message.start.low >>> 0, message.start.high >>> 0, true).toBigInt();
                    else if (typeof message.start === "number")
                        object.start = options.longs === $String ? $String(message.start) : message.start;
                    else
                        object.start = options.longs === $String ? $util.Long.prototype.toString.call(message.start) : options.longs === $Number ? new $util.LongBits(message.start.low >>> 0, message.start.high >>> 0).toNumber(true) : message.start;
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.end = typeof message.end === "number" ? $BigInt(message.end) : $util.Long.fromBits(message.end.low >>> 0, message.end.high >>> 0, true).toBigInt();
                    else if (typeof message.end === "number")
                        object.end = options.longs === $String ? $String(message.end) : message.end;
                    else
                        object.end = options.longs === $String ? $util.Long.prototype.toString.call(message.end) : options.longs === $Number ? new $util.LongBits(message.end.low >>> 0, message.end.high >>> 0).toNumber(true) : message.end;
                if (message.channels && message.channels.length) {
                    object.channels = $Array(message.channels.length);
                    for (let j = 0; j < message.channels.length; ++j)
                        object.channels[j] = message.channels[j];
                }
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = options.json && !$isFinite(message.value) ? $String(message.value) : message.value;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            /**
             * Converts this Notice to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Notice
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Notice.prototype.toJSON = function() {
                return Notice.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Notice
             * @function getTypeUrl
             * @memberof cortexwire.v1.Notice
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Notice.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Notice";
            };

            return Notice;
        })();

        v1.Problem = (function() {

            /**
             * Properties of a Problem.
             * @typedef {Object} cortexwire.v1.Problem.$Properties
             * @property {string|null} [code] Problem code
             * @property {string|null} [detail] Problem detail
             * @property {boolean|null} [fatal] Problem fatal
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Problem.
             * @memberof cortexwire.v1
             * @interface IProblem
             * @augments cortexwire.v1.Problem.$Properties
             * @deprecated Use cortexwire.v1.Problem.$Properties instead.
             */

            /**
             * Shape of a Problem.
             * @typedef {cortexwire.v1.Problem.$Properties} cortexwire.v1.Problem.$Shape
             */

            /**
             * Constructs a new Problem.
             * @memberof cortexwire.v1
             * @classdesc Represents a Problem.
             * @constructor
             * @param {cortexwire.v1.Problem.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Problem = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Problem code.
             * @member {string} code
             * @memberof cortexwire.v1.Problem
             * @instance
             */
            Problem.prototype.code = "";

            /**
             * Problem detail.
             * @member {string} detail
             * @memberof cortexwire.v1.Problem
             * @instance
             */
            Problem.prototype.detail = "";

            /**
             * Problem fatal.
             * @member {boolean} fatal
             * @memberof cortexwire.v1.Problem
             * @instance
             */
            Problem.prototype.fatal = false;

            /**
             * Creates a new Problem instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {cortexwire.v1.Problem.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Problem} Problem instance
             * @type {{
             *   (properties: cortexwire.v1.Problem.$Shape): cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape;
             *   (properties?: cortexwire.v1.Problem.$Properties): cortexwire.v1.Problem;
             * }}
             */
            Problem.create = function(properties) {
                return new Problem(properties);
            };

            /**
             * Encodes the specified Problem message. Does not implicitly {@link cortexwire.v1.Problem.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {cortexwire.v1.Problem.$Properties} message Problem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Problem.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                if (message.fatal != null && $Object.hasOwnProperty.call(message, "fatal") && message.fatal !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.fatal);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Problem message, length delimited. Does not implicitly {@link cortexwire.v1.Problem.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {cortexwire.v1.Problem.$Properties} message Problem message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Problem.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Problem message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape} Problem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Problem.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Problem();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.fatal = value;
                            else
                                delete message.fatal;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Problem message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape} Problem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Problem.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Problem message.
             * @function verify
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Problem.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                if (message.fatal != null && $Object.hasOwnProperty.call(message, "fatal"))
                    if (typeof message.fatal !== "boolean")
                        return "fatal: boolean expected";
                return null;
            };

            /**
             * Creates a Problem message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Problem} Problem
             */
            Problem.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Problem)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Problem: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Problem();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                if (object.fatal != null)
                    if (object.fatal)
                        message.fatal = $Boolean(object.fatal);
                return message;
            };

            /**
             * Creates a plain object from a Problem message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {cortexwire.v1.Problem} message Problem
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Problem.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.detail = "";
                    object.fatal = false;
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                if (message.fatal != null && $Object.hasOwnProperty.call(message, "fatal"))
                    object.fatal = message.fatal;
                return object;
            };

            /**
             * Converts this Problem to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Problem
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Problem.prototype.toJSON = function() {
                return Problem.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Problem
             * @function getTypeUrl
             * @memberof cortexwire.v1.Problem
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Problem.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Problem";
            };

            return Problem;
        })();

        v1.Drain = (function() {

            /**
             * Properties of a Drain.
             * @typedef {Object} cortexwire.v1.Drain.$Properties
             * @property {number|null} [reconnectAfter] Drain reconnectAfter
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Drain.
             * @memberof cortexwire.v1
             * @interface IDrain
             * @augments cortexwire.v1.Drain.$Properties
             * @deprecated Use cortexwire.v1.Drain.$Properties instead.
             */

            /**
             * Shape of a Drain.
             * @typedef {cortexwire.v1.Drain.$Properties} cortexwire.v1.Drain.$Shape
             */

            /**
             * Constructs a new Drain.
             * @memberof cortexwire.v1
             * @classdesc Represents a Drain.
             * @constructor
             * @param {cortexwire.v1.Drain.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Drain = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Drain reconnectAfter.
             * @member {number} reconnectAfter
             * @memberof cortexwire.v1.Drain
             * @instance
             */
            Drain.prototype.reconnectAfter = 0;

            /**
             * Creates a new Drain instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {cortexwire.v1.Drain.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Drain} Drain instance
             * @type {{
             *   (properties: cortexwire.v1.Drain.$Shape): cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape;
             *   (properties?: cortexwire.v1.Drain.$Properties): cortexwire.v1.Drain;
             * }}
             */
            Drain.create = function(properties) {
                return new Drain(properties);
            };

            /**
             * Encodes the specified Drain message. Does not implicitly {@link cortexwire.v1.Drain.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {cortexwire.v1.Drain.$Properties} message Drain message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Drain.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.reconnectAfter != null && $Object.hasOwnProperty.call(message, "reconnectAfter") && !$Object.is(message.reconnectAfter, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.reconnectAfter);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Drain message, length delimited. Does not implicitly {@link cortexwire.v1.Drain.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {cortexwire.v1.Drain.$Properties} message Drain message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Drain.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Drain.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Drain();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.reconnectAfter = value;
                            else
                                delete message.reconnectAfter;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Drain message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Drain.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Drain message.
             * @function verify
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Drain.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.reconnectAfter != null && $Object.hasOwnProperty.call(message, "reconnectAfter"))
                    if (typeof message.reconnectAfter !== "number")
                        return "reconnectAfter: number expected";
                return null;
            };

            /**
             * Creates a Drain message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Drain} Drain
             */
            Drain.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Drain)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Drain: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Drain();
                if (object.reconnectAfter != null)
                    if (!$Object.is($Number(object.reconnectAfter), 0))
                        message.reconnectAfter = $Number(object.reconnectAfter);
                return message;
            };

            /**
             * Creates a plain object from a Drain message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {cortexwire.v1.Drain} message Drain
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Drain.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults)
                    object.reconnectAfter = 0;
                if (message.reconnectAfter != null && $Object.hasOwnProperty.call(message, "reconnectAfter"))
                    object.reconnectAfter = options.json && !$isFinite(message.reconnectAfter) ? $String(message.reconnectAfter) : message.reconnectAfter;
                return object;
            };

            /**
             * Converts this Drain to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Drain
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Drain.prototype.toJSON = function() {
                return Drain.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Drain
             * @function getTypeUrl
             * @memberof cortexwire.v1.Drain
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Drain.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Drain";
            };

            return Drain;
        })();

        v1.Closed = (function() {

            /**
             * Properties of a Closed.
             * @typedef {Object} cortexwire.v1.Closed.$Properties
             * @property {string|null} [stream] Closed stream
             * @property {number|null} [endSample] Closed endSample
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Closed.
             * @memberof cortexwire.v1
             * @interface IClosed
             * @augments cortexwire.v1.Closed.$Properties
             * @deprecated Use cortexwire.v1.Closed.$Properties instead.
             */

            /**
             * Shape of a Closed.
             * @typedef {cortexwire.v1.Closed.$Properties} cortexwire.v1.Closed.$Shape
             */

            /**
             * Constructs a new Closed.
             * @memberof cortexwire.v1
             * @classdesc Represents a Closed.
             * @constructor
             * @param {cortexwire.v1.Closed.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Closed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Closed stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Closed
             * @instance
             */
            Closed.prototype.stream = "";

            /**
             * Closed endSample.
             * @member {number} endSample
             * @memberof cortexwire.v1.Closed
             * @instance
             */
            Closed.prototype.endSample = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Closed instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {cortexwire.v1.Closed.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Closed} Closed instance
             * @type {{
             *   (properties: cortexwire.v1.Closed.$Shape): cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape;
             *   (properties?: cortexwire.v1.Closed.$Properties): cortexwire.v1.Closed;
             * }}
             */
            Closed.create = function(properties) {
                return new Closed(properties);
            };

            /**
             * Encodes the specified Closed message. Does not implicitly {@link cortexwire.v1.Closed.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {cortexwire.v1.Closed.$Properties} message Closed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Closed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.endSample != null && $Object.hasOwnProperty.call(message, "endSample") && (typeof message.endSample === "object" ? message.endSample.low || message.endSample.high : message.endSample !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.endSample);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Closed message, length delimited. Does not implicitly {@link cortexwire.v1.Closed.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {cortexwire.v1.Closed.$Properties} message Closed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Closed.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Closed message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape} Closed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Closed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Closed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.endSample = value;
                            else
                                delete message.endSample;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Closed message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape} Closed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Closed.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Closed message.
             * @function verify
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Closed.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.endSample != null && $Object.hasOwnProperty.call(message, "endSample"))
                    if (!$util.isInteger(message.endSample) && !(message.endSample && $util.isInteger(message.endSample.low) && $util.isInteger(message.endSample.high)))
                        return "endSample: integer|Long expected";
                return null;
            };

            /**
             * Creates a Closed message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Closed} Closed
             */
            Closed.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Closed)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Closed: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Closed();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.endSample != null)
                    if (typeof object.endSample === "object" ? object.endSample.low || object.endSample.high : $Number(object.endSample) !== 0)
                        if ($util.Long)
                            message.endSample = $util.Long.fromValue(object.endSample, true);
                        else if (typeof object.endSample === "string")
                            message.endSample = $parseInt(object.endSample, 10);
                        else if (typeof object.endSample === "number")
                            message.endSample = object.endSample;
                        else if (typeof object.endSample === "object")
                            message.endSample = new $util.LongBits(object.endSample.low >>> 0, object.endSample.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Closed message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {cortexwire.v1.Closed} message Closed
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Closed.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.stream = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.endSample = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.endSample = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.endSample != null && $Object.hasOwnProperty.call(message, "endSample"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.endSample = typeof message.endSample === "number" ? $BigInt(message.endSample) : $util.Long.fromBits(message.endSample.low >>> 0, message.endSample.high >>> 0, true).toBigInt();
                    else if (typeof message.endSample === "number")
                        object.endSample = options.longs === $String ? $String(message.endSample) : message.endSample;
                    else
                        object.endSample = options.longs === $String ? $util.Long.prototype.toString.call(message.endSample) : options.longs === $Number ? new $util.LongBits(message.endSample.low >>> 0, message.endSample.high >>> 0).toNumber(true) : message.endSample;
                return object;
            };

            /**
             * Converts this Closed to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Closed
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Closed.prototype.toJSON = function() {
                return Closed.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Closed
             * @function getTypeUrl
             * @memberof cortexwire.v1.Closed
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Closed.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Closed";
            };

            return Closed;
        })();

        v1.ReaderMessage = (function() {

            /**
             * Properties of a ReaderMessage.
             * @typedef {Object} cortexwire.v1.ReaderMessage.$Properties
             * @property {cortexwire.v1.Subscribe.$Properties|null} [subscribe] ReaderMessage subscribe
             * @property {cortexwire.v1.TimeProbe.$Properties|null} [probe] ReaderMessage probe
             * @property {"subscribe"|"probe"} [message] ReaderMessage message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ReaderMessage.
             * @memberof cortexwire.v1
             * @interface IReaderMessage
             * @augments cortexwire.v1.ReaderMessage.$Properties
             * @deprecated Use cortexwire.v1.ReaderMessage.$Properties instead.
             */

            /**
             * Narrowed shape of a ReaderMessage.
             * @typedef {{
             *   subscribe?: cortexwire.v1.Subscribe.$Shape|null;
             *   probe?: cortexwire.v1.TimeProbe.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; subscribe?: null; probe?: null }|{ message?: "subscribe"; subscribe: cortexwire.v1.Subscribe.$Shape; probe?: null }|{ message?: "probe"; subscribe?: null; probe: cortexwire.v1.TimeProbe.$Shape })
             * )} cortexwire.v1.ReaderMessage.$Shape
             */

            /**
             * Constructs a new ReaderMessage.
             * @memberof cortexwire.v1
             * @classdesc Represents a ReaderMessage.
             * @constructor
             * @param {cortexwire.v1.ReaderMessage.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ReaderMessage = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ReaderMessage subscribe.
             * @member {cortexwire.v1.Subscribe.$Properties|null|undefined} subscribe
             * @memberof cortexwire.v1.ReaderMessage
             * @instance
             */
            ReaderMessage.prototype.subscribe = null;

            /**
             * ReaderMessage probe.
             * @member {cortexwire.v1.TimeProbe.$Properties|null|undefined} probe
             * @memberof cortexwire.v1.ReaderMessage
             * @instance
             */
            ReaderMessage.prototype.probe = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ReaderMessage message.
             * @member {"subscribe"|"probe"|undefined} message
             * @memberof cortexwire.v1.ReaderMessage
             * @instance
             */
            $Object.defineProperty(ReaderMessage.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["subscribe", "probe"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ReaderMessage instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {cortexwire.v1.ReaderMessage.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.ReaderMessage} ReaderMessage instance
             * @type {{
             *   (properties: cortexwire.v1.ReaderMessage.$Shape): cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape;
             *   (properties?: cortexwire.v1.ReaderMessage.$Properties): cortexwire.v1.ReaderMessage;
             * }}
             */
            ReaderMessage.create = function(properties) {
                return new ReaderMessage(properties);
            };

            /**
             * Encodes the specified ReaderMessage message. Does not implicitly {@link cortexwire.v1.ReaderMessage.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {cortexwire.v1.ReaderMessage.$Properties} message ReaderMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReaderMessage.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe"))
                    $root.cortexwire.v1.Subscribe.encode(message.subscribe, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe"))
                    $root.cortexwire.v1.TimeProbe.encode(message.probe, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified ReaderMessage message, length delimited. Does not implicitly {@link cortexwire.v1.ReaderMessage.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {cortexwire.v1.ReaderMessage.$Properties} message ReaderMessage message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ReaderMessage.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a ReaderMessage message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape} ReaderMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReaderMessage.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.ReaderMessage();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.subscribe = $root.cortexwire.v1.Subscribe.decode(reader, reader.size(), $undefined, _depth + 1, message.subscribe);
                            message.message = "subscribe";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.probe = $root.cortexwire.v1.TimeProbe.decode(reader, reader.size(), $undefined, _depth + 1, message.probe);
                            message.message = "probe";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a ReaderMessage message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape} ReaderMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ReaderMessage.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a ReaderMessage message.
             * @function verify
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            ReaderMessage.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe")) {
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Subscribe.verify(message.subscribe, _depth + 1);
                        if (error)
                            return "subscribe." + error;
                    }
                }
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.TimeProbe.verify(message.probe, _depth + 1);
                        if (error)
                            return "probe." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a ReaderMessage message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.ReaderMessage} ReaderMessage
             */
            ReaderMessage.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.ReaderMessage)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.ReaderMessage: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.ReaderMessage();
                if (object.subscribe != null) {
                    if (!$util.isObject(object.subscribe))
                        throw $TypeError(".cortexwire.v1.ReaderMessage.subscribe: object expected");
                    message.subscribe = $root.cortexwire.v1.Subscribe.fromObject(object.subscribe, _depth + 1);
                }
                if (object.probe != null) {
                    if (!$util.isObject(object.probe))
                        throw $TypeError(".cortexwire.v1.ReaderMessage.probe: object expected");
                    message.probe = $root.cortexwire.v1.TimeProbe.fromObject(object.probe, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a ReaderMessage message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {cortexwire.v1.ReaderMessage} message ReaderMessage
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ReaderMessage.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.subscribe != null && $Object.hasOwnProperty.call(message, "subscribe")) {
                    object.subscribe = $root.cortexwire.v1.Subscribe.toObject(message.subscribe, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "subscribe";
                }
                if (message.probe != null && $Object.hasOwnProperty.call(message, "probe")) {
                    object.probe = $root.cortexwire.v1.TimeProbe.toObject(message.probe, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "probe";
                }
                return object;
            };

            /**
             * Converts this ReaderMessage to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.ReaderMessage
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ReaderMessage.prototype.toJSON = function() {
                return ReaderMessage.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ReaderMessage
             * @function getTypeUrl
             * @memberof cortexwire.v1.ReaderMessage
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ReaderMessage.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.ReaderMessage";
            };

            return ReaderMessage;
        })();

        v1.Subscribe = (function() {

            /**
             * Properties of a Subscribe.
             * @typedef {Object} cortexwire.v1.Subscribe.$Properties
             * @property {string|null} [stream] Subscribe stream
             * @property {string|null} [subject] Subscribe subject
             * @property {string|null} [decoder] Subscribe decoder
             * @property {string|null} [kind] Subscribe kind
             * @property {cortexwire.v1.From|null} [from] Subscribe from
             * @property {string|null} [cursor] Subscribe cursor
             * @property {cortexwire.v1.Policy|null} [policy] Subscribe policy
             * @property {string|null} [client] Subscribe client
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Subscribe.
             * @memberof cortexwire.v1
             * @interface ISubscribe
             * @augments cortexwire.v1.Subscribe.$Properties
             * @deprecated Use cortexwire.v1.Subscribe.$Properties instead.
             */

            /**
             * Shape of a Subscribe.
             * @typedef {cortexwire.v1.Subscribe.$Properties} cortexwire.v1.Subscribe.$Shape
             */

            /**
             * Constructs a new Subscribe.
             * @memberof cortexwire.v1
             * @classdesc Represents a Subscribe.
             * @constructor
             * @param {cortexwire.v1.Subscribe.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Subscribe = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Subscribe stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.stream = "";

            /**
             * Subscribe subject.
             * @member {string} subject
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.subject = "";

            /**
             * Subscribe decoder.
             * @member {string} decoder
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.decoder = "";

            /**
             * Subscribe kind.
             * @member {string} kind
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.kind = "";

            /**
             * Subscribe from.
             * @member {cortexwire.v1.From} from
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.from = 0;

            /**
             * Subscribe cursor.
             * @member {string} cursor
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.cursor = "";

            /**
             * Subscribe policy.
             * @member {cortexwire.v1.Policy} policy
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.policy = 0;

            /**
             * Subscribe client.
             * @member {string} client
             * @memberof cortexwire.v1.Subscribe
             * @instance
             */
            Subscribe.prototype.client = "";

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {cortexwire.v1.Subscribe.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Subscribe} Subscribe instance
             * @type {{
             *   (properties: cortexwire.v1.Subscribe.$Shape): cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape;
             *   (properties?: cortexwire.v1.Subscribe.$Properties): cortexwire.v1.Subscribe;
             * }}
             */
            Subscribe.create = function(properties) {
                return new Subscribe(properties);
            };

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link cortexwire.v1.Subscribe.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {cortexwire.v1.Subscribe.$Properties} message Subscribe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribe.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.subject);
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder") && message.decoder !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.decoder);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.kind);
                if (message.from != null && $Object.hasOwnProperty.call(message, "from") && message.from !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).int32(message.from);
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && message.cursor !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.cursor);
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy") && message.policy !== 0)
                    writer.uint32(/* id 7, wireType 0 =*/56).int32(message.policy);
                if (message.client != null && $Object.hasOwnProperty.call(message, "client") && message.client !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.client);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Subscribe message, length delimited. Does not implicitly {@link cortexwire.v1.Subscribe.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {cortexwire.v1.Subscribe.$Properties} message Subscribe message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribe.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribe.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Subscribe();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.decoder = value;
                            else
                                delete message.decoder;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.from = value;
                            else
                                delete message.from;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cursor = value;
                            else
                                delete message.cursor;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.policy = value;
                            else
                                delete message.policy;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.client = value;
                            else
                                delete message.client;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Subscribe message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribe.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Subscribe message.
             * @function verify
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Subscribe.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    if (!$util.isString(message.subject))
                        return "subject: string expected";
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    if (!$util.isString(message.decoder))
                        return "decoder: string expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (!$util.isString(message.kind))
                        return "kind: string expected";
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    if (typeof message.from !== "number" || (message.from | 0) !== message.from)
                        return "from: enum value expected";
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    if (!$util.isString(message.cursor))
                        return "cursor: string expected";
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                    if (typeof message.policy !== "number" || (message.policy | 0) !== message.policy)
                        return "policy: enum value expected";
                if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                    if (!$util.isString(message.client))
                        return "client: string expected";
                return null;
            };

            /**
             * Creates a Subscribe message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Subscribe} Subscribe
             */
            Subscribe.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Subscribe)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Subscribe: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Subscribe();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.subject != null)
                    if (typeof object.subject !== "string" || object.subject.length)
                        message.subject = $String(object.subject);
                if (object.decoder != null)
                    if (typeof object.decoder !== "string" || object.decoder.length)
                        message.decoder = $String(object.decoder);
                if (object.kind != null)
                    if (typeof object.kind !== "string" || object.kind.length)
                        message.kind = $String(object.kind);
                if (object.from !== 0 && (typeof object.from !== "string" || $root.cortexwire.v1.From[object.from] !== 0))
                    switch (object.from) {
                    case "NOW":
                    case 0:
                        message.from = 0;
                        break;
                    case "CURSOR":
                    case 1:
                        message.from = 1;
                        break;
                    case "START":
                    case 2:
                        message.from = 2;
                        break;
                    default:
                        if (typeof object.from === "number" && (object.from | 0) === object.from)
                            message.from = object.from;
                    }
                if (object.cursor != null)
                    if (typeof object.cursor !== "string" || object.cursor.length)
                        message.cursor = $String(object.cursor);
                if (object.policy !== 0 && (typeof object.policy !== "string" || $root.cortexwire.v1.Policy[object.policy] !== 0))
                    switch (object.policy) {
                    case "LOSSLESS":
                    case 0:
                        message.policy = 0;
                        break;
                    case "LATEST":
                    case 1:
                        message.policy = 1;
                        break;
                    default:
                        if (typeof object.policy === "number" && (object.policy | 0) === object.policy)
                            message.policy = object.policy;
                    }
                if (object.client != null)
                    if (typeof object.client !== "string" || object.client.length)
                        message.client = $String(object.client);
                return message;
            };

            /**
             * Creates a plain object from a Subscribe message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {cortexwire.v1.Subscribe} message Subscribe
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Subscribe.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.stream = "";
                    object.subject = "";
                    object.decoder = "";
                    object.kind = "";
                    object.from = options.enums === $String ? "NOW" : 0;
                    object.cursor = "";
                    object.policy = options.enums === $String ? "LOSSLESS" : 0;
                    object.client = "";
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    object.subject = message.subject;
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    object.decoder = message.decoder;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = message.kind;
                if (message.from != null && $Object.hasOwnProperty.call(message, "from"))
                    object.from = options.enums === $String ? $root.cortexwire.v1.From[message.from] === $undefined ? message.from : $root.cortexwire.v1.From[message.from] : message.from;
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    object.cursor = message.cursor;
                if (message.policy != null && $Object.hasOwnProperty.call(message, "policy"))
                    object.policy = options.enums === $String ? $root.cortexwire.v1.Policy[message.policy] === $undefined ? message.policy : $root.cortexwire.v1.Policy[message.policy] : message.policy;
                if (message.client != null && $Object.hasOwnProperty.call(message, "client"))
                    object.client = message.client;
                return object;
            };

            /**
             * Converts this Subscribe to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Subscribe
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Subscribe.prototype.toJSON = function() {
                return Subscribe.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Subscribe
             * @function getTypeUrl
             * @memberof cortexwire.v1.Subscribe
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Subscribe.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Subscribe";
            };

            return Subscribe;
        })();

        v1.ToReader = (function() {

            /**
             * Properties of a ToReader.
             * @typedef {Object} cortexwire.v1.ToReader.$Properties
             * @property {cortexwire.v1.Subscribed.$Properties|null} [subscribed] ToReader subscribed
             * @property {cortexwire.v1.Decode.$Properties|null} [decode] ToReader decode
             * @property {cortexwire.v1.Notice.$Properties|null} [notice] ToReader notice
             * @property {cortexwire.v1.Dropped.$Properties|null} [dropped] ToReader dropped
             * @property {cortexwire.v1.Problem.$Properties|null} [problem] ToReader problem
             * @property {cortexwire.v1.Drain.$Properties|null} [drain] ToReader drain
             * @property {cortexwire.v1.TimeProbeAnswer.$Properties|null} [probeAnswer] ToReader probeAnswer
             * @property {"subscribed"|"decode"|"notice"|"dropped"|"problem"|"drain"|"probeAnswer"} [message] ToReader message
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ToReader.
             * @memberof cortexwire.v1
             * @interface IToReader
             * @augments cortexwire.v1.ToReader.$Properties
             * @deprecated Use cortexwire.v1.ToReader.$Properties instead.
             */

            /**
             * Narrowed shape of a ToReader.
             * @typedef {{
             *   subscribed?: cortexwire.v1.Subscribed.$Shape|null;
             *   decode?: cortexwire.v1.Decode.$Shape|null;
             *   notice?: cortexwire.v1.Notice.$Shape|null;
             *   dropped?: cortexwire.v1.Dropped.$Shape|null;
             *   problem?: cortexwire.v1.Problem.$Shape|null;
             *   drain?: cortexwire.v1.Drain.$Shape|null;
             *   probeAnswer?: cortexwire.v1.TimeProbeAnswer.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ message?: undefined; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "subscribed"; subscribed: cortexwire.v1.Subscribed.$Shape; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "decode"; subscribed?: null; decode: cortexwire.v1.Decode.$Shape; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "notice"; subscribed?: null; decode?: null; notice: cortexwire.v1.Notice.$Shape; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "dropped"; subscribed?: null; decode?: null; notice?: null; dropped: cortexwire.v1.Dropped.$Shape; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "problem"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem: cortexwire.v1.Problem.$Shape; drain?: null; probeAnswer?: null }|{ message?: "drain"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain: cortexwire.v1.Drain.$Shape; probeAnswer?: null }|{ message?: "probeAnswer"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer: cortexwire.v1.TimeProbeAnswer.$Shape })
             * )} cortexwire.v1.ToReader.$Shape
             */

            /**
             * Constructs a new ToReader.
             * @memberof cortexwire.v1
             * @classdesc Represents a ToReader.
             * @constructor
             * @param {cortexwire.v1.ToReader.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ToReader = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ToReader subscribed.
             * @member {cortexwire.v1.Subscribed.$Properties|null|undefined} subscribed
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.subscribed = null;

            /**
             * ToReader decode.
             * @member {cortexwire.v1.Decode.$Properties|null|undefined} decode
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.decode = null;

            /**
             * ToReader notice.
             * @member {cortexwire.v1.Notice.$Properties|null|undefined} notice
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.notice = null;

            /**
             * ToReader dropped.
             * @member {cortexwire.v1.Dropped.$Properties|null|undefined} dropped
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.dropped = null;

            /**
             * ToReader problem.
             * @member {cortexwire.v1.Problem.$Properties|null|undefined} problem
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.problem = null;

            /**
             * ToReader drain.
             * @member {cortexwire.v1.Drain.$Properties|null|undefined} drain
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.drain = null;

            /**
             * ToReader probeAnswer.
             * @member {cortexwire.v1.TimeProbeAnswer.$Properties|null|undefined} probeAnswer
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            ToReader.prototype.probeAnswer = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * ToReader message.
             * @member {"subscribed"|"decode"|"notice"|"dropped"|"problem"|"drain"|"probeAnswer"|undefined} message
             * @memberof cortexwire.v1.ToReader
             * @instance
             */
            $Object.defineProperty(ToReader.prototype, "message", {
                get: $util.oneOfGetter($oneOfFields = ["subscribed", "decode", "notice", "dropped", "problem", "drain", "probeAnswer"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new ToReader instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {cortexwire.v1.ToReader.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.ToReader} ToReader instance
             * @type {{
             *   (properties: cortexwire.v1.ToReader.$Shape): cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape;
             *   (properties?: cortexwire.v1.ToReader.$Properties): cortexwire.v1.ToReader;
             * }}
             */
            ToReader.create = function(properties) {
                return new ToReader(properties);
            };

            /**
             * Encodes the specified ToReader message. Does not implicitly {@link cortexwire.v1.ToReader.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {cortexwire.v1.ToReader.$Properties} message ToReader message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ToReader.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.subscribed != null && $Object.hasOwnProperty.call(message, "subscribed"))
                    $root.cortexwire.v1.Subscribed.encode(message.subscribed, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.decode != null && $Object.hasOwnProperty.call(message, "decode"))
                    $root.cortexwire.v1.Decode.encode(message.decode, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice"))
                    $root.cortexwire.v1.Notice.encode(message.notice, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped"))
                    $root.cortexwire.v1.Dropped.encode(message.dropped, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    $root.cortexwire.v1.Problem.encode(message.problem, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain"))
                    $root.cortexwire.v1.Drain.encode(message.drain, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer"))
                    $root.cortexwire.v1.TimeProbeAnswer.encode(message.probeAnswer, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified ToReader message, length delimited. Does not implicitly {@link cortexwire.v1.ToReader.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {cortexwire.v1.ToReader.$Properties} message ToReader message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ToReader.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a ToReader message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape} ToReader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ToReader.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.ToReader();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.subscribed = $root.cortexwire.v1.Subscribed.decode(reader, reader.size(), $undefined, _depth + 1, message.subscribed);
                            message.message = "subscribed";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.decode = $root.cortexwire.v1.Decode.decode(reader, reader.size(), $undefined, _depth + 1, message.decode);
                            message.message = "decode";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.notice = $root.cortexwire.v1.Notice.decode(reader, reader.size(), $undefined, _depth + 1, message.notice);
                            message.message = "notice";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.dropped = $root.cortexwire.v1.Dropped.decode(reader, reader.size(), $undefined, _depth + 1, message.dropped);
                            message.message = "dropped";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.problem = $root.cortexwire.v1.Problem.decode(reader, reader.size(), $undefined, _depth + 1, message.problem);
                            message.message = "problem";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.drain = $root.cortexwire.v1.Drain.decode(reader, reader.size(), $undefined, _depth + 1, message.drain);
                            message.message = "drain";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.decode(reader, reader.size(), $undefined, _depth + 1, message.probeAnswer);
                            message.message = "probeAnswer";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a ToReader message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape} ToReader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ToReader.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a ToReader message.
             * @function verify
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            ToReader.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.subscribed != null && $Object.hasOwnProperty.call(message, "subscribed")) {
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Subscribed.verify(message.subscribed, _depth + 1);
                        if (error)
                            return "subscribed." + error;
                    }
                }
                if (message.decode != null && $Object.hasOwnProperty.call(message, "decode")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Decode.verify(message.decode, _depth + 1);
                        if (error)
                            return "decode." + error;
                    }
                }
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Notice.verify(message.notice, _depth + 1);
                        if (error)
                            return "notice." + error;
                    }
                }
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Dropped.verify(message.dropped, _depth + 1);
                        if (error)
                            return "dropped." + error;
                    }
                }
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Problem.verify(message.problem, _depth + 1);
                        if (error)
                            return "problem." + error;
                    }
                }
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.Drain.verify(message.drain, _depth + 1);
                        if (error)
                            return "drain." + error;
                    }
                }
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer")) {
                    if (properties.message === 1)
                        return "message: multiple values";
                    properties.message = 1;
                    {
                        let error = $root.cortexwire.v1.TimeProbeAnswer.verify(message.probeAnswer, _depth + 1);
                        if (error)
                            return "probeAnswer." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a ToReader message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.ToReader} ToReader
             */
            ToReader.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.ToReader)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.ToReader: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.ToReader();
                if (object.subscribed != null) {
                    if (!$util.isObject(object.subscribed))
                        throw $TypeError(".cortexwire.v1.ToReader.subscribed: object expected");
                    message.subscribed = $root.cortexwire.v1.Subscribed.fromObject(object.subscribed, _depth + 1);
                }
                if (object.decode != null) {
                    if (!$util.isObject(object.decode))
                        throw $TypeError(".cortexwire.v1.ToReader.decode: object expected");
                    message.decode = $root.cortexwire.v1.Decode.fromObject(object.decode, _depth + 1);
                }
                if (object.notice != null) {
                    if (!$util.isObject(object.notice))
                        throw $TypeError(".cortexwire.v1.ToReader.notice: object expected");
                    message.notice = $root.cortexwire.v1.Notice.fromObject(object.notice, _depth + 1);
                }
                if (object.dropped != null) {
                    if (!$util.isObject(object.dropped))
                        throw $TypeError(".cortexwire.v1.ToReader.dropped: object expected");
                    message.dropped = $root.cortexwire.v1.Dropped.fromObject(object.dropped, _depth + 1);
                }
                if (object.problem != null) {
                    if (!$util.isObject(object.problem))
                        throw $TypeError(".cortexwire.v1.ToReader.problem: object expected");
                    message.problem = $root.cortexwire.v1.Problem.fromObject(object.problem, _depth + 1);
                }
                if (object.drain != null) {
                    if (!$util.isObject(object.drain))
                        throw $TypeError(".cortexwire.v1.ToReader.drain: object expected");
                    message.drain = $root.cortexwire.v1.Drain.fromObject(object.drain, _depth + 1);
                }
                if (object.probeAnswer != null) {
                    if (!$util.isObject(object.probeAnswer))
                        throw $TypeError(".cortexwire.v1.ToReader.probeAnswer: object expected");
                    message.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.fromObject(object.probeAnswer, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a ToReader message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {cortexwire.v1.ToReader} message ToReader
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            ToReader.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (message.subscribed != null && $Object.hasOwnProperty.call(message, "subscribed")) {
                    object.subscribed = $root.cortexwire.v1.Subscribed.toObject(message.subscribed, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "subscribed";
                }
                if (message.decode != null && $Object.hasOwnProperty.call(message, "decode")) {
                    object.decode = $root.cortexwire.v1.Decode.toObject(message.decode, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "decode";
                }
                if (message.notice != null && $Object.hasOwnProperty.call(message, "notice")) {
                    object.notice = $root.cortexwire.v1.Notice.toObject(message.notice, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "notice";
                }
                if (message.dropped != null && $Object.hasOwnProperty.call(message, "dropped")) {
                    object.dropped = $root.cortexwire.v1.Dropped.toObject(message.dropped, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "dropped";
                }
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem")) {
                    object.problem = $root.cortexwire.v1.Problem.toObject(message.problem, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "problem";
                }
                if (message.drain != null && $Object.hasOwnProperty.call(message, "drain")) {
                    object.drain = $root.cortexwire.v1.Drain.toObject(message.drain, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "drain";
                }
                if (message.probeAnswer != null && $Object.hasOwnProperty.call(message, "probeAnswer")) {
                    object.probeAnswer = $root.cortexwire.v1.TimeProbeAnswer.toObject(message.probeAnswer, options, _depth + 1);
                    if (options.oneofs)
                        object.message = "probeAnswer";
                }
                return object;
            };

            /**
             * Converts this ToReader to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.ToReader
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            ToReader.prototype.toJSON = function() {
                return ToReader.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for ToReader
             * @function getTypeUrl
             * @memberof cortexwire.v1.ToReader
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            ToReader.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.ToReader";
            };

            return ToReader;
        })();

        v1.Subscribed = (function() {

            /**
             * Properties of a Subscribed.
             * @typedef {Object} cortexwire.v1.Subscribed.$Properties
             * @property {string|null} [cursor] Subscribed cursor
             * @property {number|null} [unixOffset] Subscribed unixOffset
             * @property {Array.<cortexwire.v1.StreamSummary.$Properties>|null} [streams] Subscribed streams
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Subscribed.
             * @memberof cortexwire.v1
             * @interface ISubscribed
             * @augments cortexwire.v1.Subscribed.$Properties
             * @deprecated Use cortexwire.v1.Subscribed.$Properties instead.
             */

            /**
             * Shape of a Subscribed.
             * @typedef {cortexwire.v1.Subscribed.$Properties} cortexwire.v1.Subscribed.$Shape
             */

            /**
             * Constructs a new Subscribed.
             * @memberof cortexwire.v1
             * @classdesc Represents a Subscribed.
             * @constructor
             * @param {cortexwire.v1.Subscribed.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Subscribed = function (properties) {
                this.streams = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Subscribed cursor.
             * @member {string} cursor
             * @memberof cortexwire.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.cursor = "";

            /**
             * Subscribed unixOffset.
             * @member {number} unixOffset
             * @memberof cortexwire.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.unixOffset = 0;

            /**
             * Subscribed streams.
             * @member {Array.<cortexwire.v1.StreamSummary.$Properties>} streams
             * @memberof cortexwire.v1.Subscribed
             * @instance
             */
            Subscribed.prototype.streams = $util.emptyArray;

            /**
             * Creates a new Subscribed instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {cortexwire.v1.Subscribed.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Subscribed} Subscribed instance
             * @type {{
             *   (properties: cortexwire.v1.Subscribed.$Shape): cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape;
             *   (properties?: cortexwire.v1.Subscribed.$Properties): cortexwire.v1.Subscribed;
             * }}
             */
            Subscribed.create = function(properties) {
                return new Subscribed(properties);
            };

            /**
             * Encodes the specified Subscribed message. Does not implicitly {@link cortexwire.v1.Subscribed.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {cortexwire.v1.Subscribed.$Properties} message Subscribed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && message.cursor !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.cursor);
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset") && !$Object.is(message.unixOffset, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.unixOffset);
                if (message.streams != null && message.streams.length)
                    for (let i = 0; i < message.streams.length; ++i)
                        $root.cortexwire.v1.StreamSummary.encode(message.streams[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Subscribed message, length delimited. Does not implicitly {@link cortexwire.v1.Subscribed.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {cortexwire.v1.Subscribed.$Properties} message Subscribed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Subscribed.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Subscribed message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Subscribed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cursor = value;
                            else
                                delete message.cursor;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.unixOffset = value;
                            else
                                delete message.unixOffset;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.streams && message.streams.length))
                                message.streams = [];
                            message.streams.push($root.cortexwire.v1.StreamSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Subscribed message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Subscribed.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Subscribed message.
             * @function verify
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Subscribed.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    if (!$util.isString(message.cursor))
                        return "cursor: string expected";
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset"))
                    if (typeof message.unixOffset !== "number")
                        return "unixOffset: number expected";
                if (message.streams != null && $Object.hasOwnProperty.call(message, "streams")) {
                    if (!$Array.isArray(message.streams))
                        return "streams: array expected";
                    for (let i = 0; i < message.streams.length; ++i) {
                        let error = $root.cortexwire.v1.StreamSummary.verify(message.streams[i], _depth + 1);
                        if (error)
                            return "streams." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a Subscribed message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Subscribed} Subscribed
             */
            Subscribed.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Subscribed)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Subscribed: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Subscribed();
                if (object.cursor != null)
                    if (typeof object.cursor !== "string" || object.cursor.length)
                        message.cursor = $String(object.cursor);
                if (object.unixOffset != null)
                    if (!$Object.is($Number(object.unixOffset), 0))
                        message.unixOffset = $Number(object.unixOffset);
                if (object.streams) {
                    if (!$Array.isArray(object.streams))
                        throw $TypeError(".cortexwire.v1.Subscribed.streams: array expected");
                    message.streams = $Array(object.streams.length);
                    for (let i = 0; i < object.streams.length; ++i) {
                        if (!$util.isObject(object.streams[i]))
                            throw $TypeError(".cortexwire.v1.Subscribed.streams: object expected");
                        message.streams[i] = $root.cortexwire.v1.StreamSummary.fromObject(object.streams[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a Subscribed message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {cortexwire.v1.Subscribed} message Subscribed
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Subscribed.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.streams = [];
                if (options.defaults) {
                    object.cursor = "";
                    object.unixOffset = 0;
                }
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    object.cursor = message.cursor;
                if (message.unixOffset != null && $Object.hasOwnProperty.call(message, "unixOffset"))
                    object.unixOffset = options.json && !$isFinite(message.unixOffset) ? $String(message.unixOffset) : message.unixOffset;
                if (message.streams && message.streams.length) {
                    object.streams = $Array(message.streams.length);
                    for (let j = 0; j < message.streams.length; ++j)
                        object.streams[j] = $root.cortexwire.v1.StreamSummary.toObject(message.streams[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Subscribed to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Subscribed
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Subscribed.prototype.toJSON = function() {
                return Subscribed.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Subscribed
             * @function getTypeUrl
             * @memberof cortexwire.v1.Subscribed
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Subscribed.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Subscribed";
            };

            return Subscribed;
        })();

        v1.StreamSummary = (function() {

            /**
             * Properties of a StreamSummary.
             * @typedef {Object} cortexwire.v1.StreamSummary.$Properties
             * @property {string|null} [stream] StreamSummary stream
             * @property {string|null} [name] StreamSummary name
             * @property {string|null} [subject] StreamSummary subject
             * @property {boolean|null} [simulated] StreamSummary simulated
             * @property {number|null} [sfreq] StreamSummary sfreq
             * @property {number|null} [nChannels] StreamSummary nChannels
             * @property {Array.<string>|null} [decoders] StreamSummary decoders
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a StreamSummary.
             * @memberof cortexwire.v1
             * @interface IStreamSummary
             * @augments cortexwire.v1.StreamSummary.$Properties
             * @deprecated Use cortexwire.v1.StreamSummary.$Properties instead.
             */

            /**
             * Shape of a StreamSummary.
             * @typedef {cortexwire.v1.StreamSummary.$Properties} cortexwire.v1.StreamSummary.$Shape
             */

            /**
             * Constructs a new StreamSummary.
             * @memberof cortexwire.v1
             * @classdesc Represents a StreamSummary.
             * @constructor
             * @param {cortexwire.v1.StreamSummary.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const StreamSummary = function (properties) {
                this.decoders = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * StreamSummary stream.
             * @member {string} stream
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.stream = "";

            /**
             * StreamSummary name.
             * @member {string} name
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.name = "";

            /**
             * StreamSummary subject.
             * @member {string} subject
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.subject = "";

            /**
             * StreamSummary simulated.
             * @member {boolean} simulated
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.simulated = false;

            /**
             * StreamSummary sfreq.
             * @member {number} sfreq
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.sfreq = 0;

            /**
             * StreamSummary nChannels.
             * @member {number} nChannels
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.nChannels = 0;

            /**
             * StreamSummary decoders.
             * @member {Array.<string>} decoders
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             */
            StreamSummary.prototype.decoders = $util.emptyArray;

            /**
             * Creates a new StreamSummary instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {cortexwire.v1.StreamSummary.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.StreamSummary} StreamSummary instance
             * @type {{
             *   (properties: cortexwire.v1.StreamSummary.$Shape): cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape;
             *   (properties?: cortexwire.v1.StreamSummary.$Properties): cortexwire.v1.StreamSummary;
             * }}
             */
            StreamSummary.create = function(properties) {
                return new StreamSummary(properties);
            };

            /**
             * Encodes the specified StreamSummary message. Does not implicitly {@link cortexwire.v1.StreamSummary.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {cortexwire.v1.StreamSummary.$Properties} message StreamSummary message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamSummary.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.subject);
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated") && message.simulated !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.simulated);
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq") && !$Object.is(message.sfreq, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.sfreq);
                if (message.nChannels != null && $Object.hasOwnProperty.call(message, "nChannels") && message.nChannels !== 0)
                    writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.nChannels);
                if (message.decoders != null && message.decoders.length)
                    for (let i = 0; i < message.decoders.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.decoders[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified StreamSummary message, length delimited. Does not implicitly {@link cortexwire.v1.StreamSummary.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {cortexwire.v1.StreamSummary.$Properties} message StreamSummary message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            StreamSummary.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a StreamSummary message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape} StreamSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamSummary.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.StreamSummary();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.simulated = value;
                            else
                                delete message.simulated;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.sfreq = value;
                            else
                                delete message.sfreq;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.nChannels = value;
                            else
                                delete message.nChannels;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.decoders && message.decoders.length))
                                message.decoders = [];
                            message.decoders.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a StreamSummary message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape} StreamSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            StreamSummary.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a StreamSummary message.
             * @function verify
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            StreamSummary.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    if (!$util.isString(message.subject))
                        return "subject: string expected";
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated"))
                    if (typeof message.simulated !== "boolean")
                        return "simulated: boolean expected";
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq"))
                    if (typeof message.sfreq !== "number")
                        return "sfreq: number expected";
                if (message.nChannels != null && $Object.hasOwnProperty.call(message, "nChannels"))
                    if (!$util.isInteger(message.nChannels))
                        return "nChannels: integer expected";
                if (message.decoders != null && $Object.hasOwnProperty.call(message, "decoders")) {
                    if (!$Array.isArray(message.decoders))
                        return "decoders: array expected";
                    for (let i = 0; i < message.decoders.length; ++i)
                        if (!$util.isString(message.decoders[i]))
                            return "decoders: string[] expected";
                }
                return null;
            };

            /**
             * Creates a StreamSummary message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.StreamSummary} StreamSummary
             */
            StreamSummary.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.StreamSummary)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.StreamSummary: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.StreamSummary();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.subject != null)
                    if (typeof object.subject !== "string" || object.subject.length)
                        message.subject = $String(object.subject);
                if (object.simulated != null)
                    if (object.simulated)
                        message.simulated = $Boolean(object.simulated);
                if (object.sfreq != null)
                    if (!$Object.is($Number(object.sfreq), 0))
                        message.sfreq = $Number(object.sfreq);
                if (object.nChannels != null)
                    if ($Number(object.nChannels) !== 0)
                        message.nChannels = object.nChannels >>> 0;
                if (object.decoders) {
                    if (!$Array.isArray(object.decoders))
                        throw $TypeError(".cortexwire.v1.StreamSummary.decoders: array expected");
                    message.decoders = $Array(object.decoders.length);
                    for (let i = 0; i < object.decoders.length; ++i)
                        message.decoders[i] = $String(object.decoders[i]);
                }
                return message;
            };

            /**
             * Creates a plain object from a StreamSummary message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {cortexwire.v1.StreamSummary} message StreamSummary
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            StreamSummary.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.decoders = [];
                if (options.defaults) {
                    object.stream = "";
                    object.name = "";
                    object.subject = "";
                    object.simulated = false;
                    object.sfreq = 0;
                    object.nChannels = 0;
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    object.subject = message.subject;
                if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated"))
                    object.simulated = message.simulated;
                if (message.sfreq != null && $Object.hasOwnProperty.call(message, "sfreq"))
                    object.sfreq = options.json && !$isFinite(message.sfreq) ? $String(message.sfreq) : message.sfreq;
                if (message.nChannels != null && $Object.hasOwnProperty.call(message, "nChannels"))
                    object.nChannels = message.nChannels;
                if (message.decoders && message.decoders.length) {
                    object.decoders = $Array(message.decoders.length);
                    for (let j = 0; j < message.decoders.length; ++j)
                        object.decoders[j] = message.decoders[j];
                }
                return object;
            };

            /**
             * Converts this StreamSummary to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.StreamSummary
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            StreamSummary.prototype.toJSON = function() {
                return StreamSummary.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for StreamSummary
             * @function getTypeUrl
             * @memberof cortexwire.v1.StreamSummary
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            StreamSummary.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.StreamSummary";
            };

            return StreamSummary;
        })();

        v1.Dropped = (function() {

            /**
             * Properties of a Dropped.
             * @typedef {Object} cortexwire.v1.Dropped.$Properties
             * @property {string|null} [stream] Dropped stream
             * @property {string|null} [decoder] Dropped decoder
             * @property {number|null} [count] Dropped count
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Dropped.
             * @memberof cortexwire.v1
             * @interface IDropped
             * @augments cortexwire.v1.Dropped.$Properties
             * @deprecated Use cortexwire.v1.Dropped.$Properties instead.
             */

            /**
             * Shape of a Dropped.
             * @typedef {cortexwire.v1.Dropped.$Properties} cortexwire.v1.Dropped.$Shape
             */

            /**
             * Constructs a new Dropped.
             * @memberof cortexwire.v1
             * @classdesc Represents a Dropped.
             * @constructor
             * @param {cortexwire.v1.Dropped.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Dropped = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Dropped stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Dropped
             * @instance
             */
            Dropped.prototype.stream = "";

            /**
             * Dropped decoder.
             * @member {string} decoder
             * @memberof cortexwire.v1.Dropped
             * @instance
             */
            Dropped.prototype.decoder = "";

            /**
             * Dropped count.
             * @member {number} count
             * @memberof cortexwire.v1.Dropped
             * @instance
             */
            Dropped.prototype.count = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Dropped instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {cortexwire.v1.Dropped.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Dropped} Dropped instance
             * @type {{
             *   (properties: cortexwire.v1.Dropped.$Shape): cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape;
             *   (properties?: cortexwire.v1.Dropped.$Properties): cortexwire.v1.Dropped;
             * }}
             */
            Dropped.create = function(properties) {
                return new Dropped(properties);
            };

            /**
             * Encodes the specified Dropped message. Does not implicitly {@link cortexwire.v1.Dropped.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {cortexwire.v1.Dropped.$Properties} message Dropped message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Dropped.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder") && message.decoder !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.decoder);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && (typeof message.count === "object" ? message.count.low || message.count.high : message.count !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Dropped message, length delimited. Does not implicitly {@link cortexwire.v1.Dropped.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {cortexwire.v1.Dropped.$Properties} message Dropped message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Dropped.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Dropped message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape} Dropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Dropped.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Dropped();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.decoder = value;
                            else
                                delete message.decoder;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Dropped message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape} Dropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Dropped.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Dropped message.
             * @function verify
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Dropped.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    if (!$util.isString(message.decoder))
                        return "decoder: string expected";
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    if (!$util.isInteger(message.count) && !(message.count && $util.isInteger(message.count.low) && $util.isInteger(message.count.high)))
                        return "count: integer|Long expected";
                return null;
            };

            /**
             * Creates a Dropped message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Dropped} Dropped
             */
            Dropped.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Dropped)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Dropped: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Dropped();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.decoder != null)
                    if (typeof object.decoder !== "string" || object.decoder.length)
                        message.decoder = $String(object.decoder);
                if (object.count != null)
                    if (typeof object.count === "object" ? object.count.low || object.count.high : $Number(object.count) !== 0)
                        if ($util.Long)
                            message.count = $util.Long.fromValue(object.count, true);
                        else if (typeof object.count === "string")
                            message.count = $parseInt(object.count, 10);
                        else if (typeof object.count === "number")
                            message.count = object.count;
                        else if (typeof object.count === "object")
                            message.count = new $util.LongBits(object.count.low >>> 0, object.count.high >>> 0).toNumber(true);
                return message;
            };

            /**
             * Creates a plain object from a Dropped message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {cortexwire.v1.Dropped} message Dropped
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Dropped.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.stream = "";
                    object.decoder = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.count = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.count = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    object.decoder = message.decoder;
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.count = typeof message.count === "number" ? $BigInt(message.count) : $util.Long.fromBits(message.count.low >>> 0, message.count.high >>> 0, true).toBigInt();
                    else if (typeof message.count === "number")
                        object.count = options.longs === $String ? $String(message.count) : message.count;
                    else
                        object.count = options.longs === $String ? $util.Long.prototype.toString.call(message.count) : options.longs === $Number ? new $util.LongBits(message.count.low >>> 0, message.count.high >>> 0).toNumber(true) : message.count;
                return object;
            };

            /**
             * Converts this Dropped to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Dropped
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Dropped.prototype.toJSON = function() {
                return Dropped.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Dropped
             * @function getTypeUrl
             * @memberof cortexwire.v1.Dropped
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Dropped.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Dropped";
            };

            return Dropped;
        })();

        v1.Decode = (function() {

            /**
             * Properties of a Decode.
             * @typedef {Object} cortexwire.v1.Decode.$Properties
             * @property {string|null} [stream] Decode stream
             * @property {string|null} [decoder] Decode decoder
             * @property {number|null} [sequence] Decode sequence
             * @property {string|null} [cursor] Decode cursor
             * @property {cortexwire.v1.Payload.$Properties|null} [payload] Decode payload
             * @property {cortexwire.v1.Timing.$Properties|null} [timing] Decode timing
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Decode.
             * @memberof cortexwire.v1
             * @interface IDecode
             * @augments cortexwire.v1.Decode.$Properties
             * @deprecated Use cortexwire.v1.Decode.$Properties instead.
             */

            /**
             * Shape of a Decode.
             * @typedef {{
             *   stream?: string|null;
             *   decoder?: string|null;
             *   sequence?: number|null;
             *   cursor?: string|null;
             *   payload?: cortexwire.v1.Payload.$Shape|null;
             *   timing?: cortexwire.v1.Timing.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * }} cortexwire.v1.Decode.$Shape
             */

            /**
             * Constructs a new Decode.
             * @memberof cortexwire.v1
             * @classdesc Represents a Decode.
             * @constructor
             * @param {cortexwire.v1.Decode.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Decode = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Decode stream.
             * @member {string} stream
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.stream = "";

            /**
             * Decode decoder.
             * @member {string} decoder
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.decoder = "";

            /**
             * Decode sequence.
             * @member {number} sequence
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Decode cursor.
             * @member {string} cursor
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.cursor = "";

            /**
             * Decode payload.
             * @member {cortexwire.v1.Payload.$Properties|null|undefined} payload
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.payload = null;

            /**
             * Decode timing.
             * @member {cortexwire.v1.Timing.$Properties|null|undefined} timing
             * @memberof cortexwire.v1.Decode
             * @instance
             */
            Decode.prototype.timing = null;

            /**
             * Creates a new Decode instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {cortexwire.v1.Decode.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Decode} Decode instance
             * @type {{
             *   (properties: cortexwire.v1.Decode.$Shape): cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape;
             *   (properties?: cortexwire.v1.Decode.$Properties): cortexwire.v1.Decode;
             * }}
             */
            Decode.create = function(properties) {
                return new Decode(properties);
            };

            /**
             * Encodes the specified Decode message. Does not implicitly {@link cortexwire.v1.Decode.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {cortexwire.v1.Decode.$Properties} message Decode message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Decode.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.stream);
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder") && message.decoder !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.decoder);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sequence);
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor") && message.cursor !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.cursor);
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                    $root.cortexwire.v1.Payload.encode(message.payload, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.timing != null && $Object.hasOwnProperty.call(message, "timing"))
                    $root.cortexwire.v1.Timing.encode(message.timing, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Decode message, length delimited. Does not implicitly {@link cortexwire.v1.Decode.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {cortexwire.v1.Decode.$Properties} message Decode message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Decode.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Decode message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape} Decode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Decode.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Decode();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.decoder = value;
                            else
                                delete message.decoder;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.cursor = value;
                            else
                                delete message.cursor;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.payload = $root.cortexwire.v1.Payload.decode(reader, reader.size(), $undefined, _depth + 1, message.payload);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.timing = $root.cortexwire.v1.Timing.decode(reader, reader.size(), $undefined, _depth + 1, message.timing);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Decode message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape} Decode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Decode.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Decode message.
             * @function verify
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Decode.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    if (!$util.isString(message.decoder))
                        return "decoder: string expected";
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                        return "sequence: integer|Long expected";
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    if (!$util.isString(message.cursor))
                        return "cursor: string expected";
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload")) {
                    let error = $root.cortexwire.v1.Payload.verify(message.payload, _depth + 1);
                    if (error)
                        return "payload." + error;
                }
                if (message.timing != null && $Object.hasOwnProperty.call(message, "timing")) {
                    let error = $root.cortexwire.v1.Timing.verify(message.timing, _depth + 1);
                    if (error)
                        return "timing." + error;
                }
                return null;
            };

            /**
             * Creates a Decode message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Decode} Decode
             */
            Decode.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Decode)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Decode: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Decode();
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.decoder != null)
                    if (typeof object.decoder !== "string" || object.decoder.length)
                        message.decoder = $String(object.decoder);
                if (object.sequence != null)
                    if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                        if ($util.Long)
                            message.sequence = $util.Long.fromValue(object.sequence, true);
                        else if (typeof object.sequence === "string")
                            message.sequence = $parseInt(object.sequence, 10);
                        else if (typeof object.sequence === "number")
                            message.sequence = object.sequence;
                        else if (typeof object.sequence === "object")
                            message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                if (object.cursor != null)
                    if (typeof object.cursor !== "string" || object.cursor.length)
                        message.cursor = $String(object.cursor);
                if (object.payload != null) {
                    if (!$util.isObject(object.payload))
                        throw $TypeError(".cortexwire.v1.Decode.payload: object expected");
                    message.payload = $root.cortexwire.v1.Payload.fromObject(object.payload, _depth + 1);
                }
                if (object.timing != null) {
                    if (!$util.isObject(object.timing))
                        throw $TypeError(".cortexwire.v1.Decode.timing: object expected");
                    message.timing = $root.cortexwire.v1.Timing.fromObject(object.timing, _depth + 1);
                }
                return message;
            };

            /**
             * Creates a plain object from a Decode message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {cortexwire.v1.Decode} message Decode
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Decode.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.stream = "";
                    object.decoder = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.cursor = "";
                    object.payload = null;
                    object.timing = null;
                }
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.decoder != null && $Object.hasOwnProperty.call(message, "decoder"))
                    object.decoder = message.decoder;
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                    else if (typeof message.sequence === "number")
                        object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                    else
                        object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                if (message.cursor != null && $Object.hasOwnProperty.call(message, "cursor"))
                    object.cursor = message.cursor;
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                    object.payload = $root.cortexwire.v1.Payload.toObject(message.payload, options, _depth + 1);
                if (message.timing != null && $Object.hasOwnProperty.call(message, "timing"))
                    object.timing = $root.cortexwire.v1.Timing.toObject(message.timing, options, _depth + 1);
                return object;
            };

            /**
             * Converts this Decode to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Decode
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Decode.prototype.toJSON = function() {
                return Decode.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Decode
             * @function getTypeUrl
             * @memberof cortexwire.v1.Decode
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Decode.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Decode";
            };

            return Decode;
        })();

        v1.Payload = (function() {

            /**
             * Properties of a Payload.
             * @typedef {Object} cortexwire.v1.Payload.$Properties
             * @property {number|null} [start] Payload start
             * @property {number|null} [end] Payload end
             * @property {number|null} [window] Payload window
             * @property {number|null} [step] Payload step
             * @property {boolean|null} [final] Payload final
             * @property {string|null} [kind] Payload kind
             * @property {cortexwire.v1.Classes.$Properties|null} [classes] Payload classes
             * @property {cortexwire.v1.Text.$Properties|null} [text] Payload text
             * @property {cortexwire.v1.Candidates.$Properties|null} [candidates] Payload candidates
             * @property {cortexwire.v1.Tensor.$Properties|null} [embedding] Payload embedding
             * @property {cortexwire.v1.Tensor.$Properties|null} [signal] Payload signal
             * @property {cortexwire.v1.Failure.$Properties|null} [failure] Payload failure
             * @property {number|null} [missing] Payload missing
             * @property {string|null} [truth] Payload truth
             * @property {string|null} [marker] Payload marker
             * @property {"classes"|"text"|"candidates"|"embedding"|"signal"|"failure"} [result] Payload result
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Payload.
             * @memberof cortexwire.v1
             * @interface IPayload
             * @augments cortexwire.v1.Payload.$Properties
             * @deprecated Use cortexwire.v1.Payload.$Properties instead.
             */

            /**
             * Narrowed shape of a Payload.
             * @typedef {{
             *   start?: number|null;
             *   end?: number|null;
             *   window?: number|null;
             *   step?: number|null;
             *   final?: boolean|null;
             *   kind?: string|null;
             *   classes?: cortexwire.v1.Classes.$Shape|null;
             *   text?: cortexwire.v1.Text.$Shape|null;
             *   candidates?: cortexwire.v1.Candidates.$Shape|null;
             *   embedding?: cortexwire.v1.Tensor.$Shape|null;
             *   signal?: cortexwire.v1.Tensor.$Shape|null;
             *   failure?: cortexwire.v1.Failure.$Shape|null;
             *   missing?: number|null;
             *   truth?: string|null;
             *   marker?: string|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ result?: undefined; classes?: null; text?: null; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "classes"; classes: cortexwire.v1.Classes.$Shape; text?: null; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "text"; classes?: null; text: cortexwire.v1.Text.$Shape; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "candidates"; classes?: null; text?: null; candidates: cortexwire.v1.Candidates.$Shape; embedding?: null; signal?: null; failure?: null }|{ result?: "embedding"; classes?: null; text?: null; candidates?: null; embedding: cortexwire.v1.Tensor.$Shape; signal?: null; failure?: null }|{ result?: "signal"; classes?: null; text?: null; candidates?: null; embedding?: null; signal: cortexwire.v1.Tensor.$Shape; failure?: null }|{ result?: "failure"; classes?: null; text?: null; candidates?: null; embedding?: null; signal?: null; failure: cortexwire.v1.Failure.$Shape })
             * )} cortexwire.v1.Payload.$Shape
             */

            /**
             * Constructs a new Payload.
             * @memberof cortexwire.v1
             * @classdesc Represents a Payload.
             * @constructor
             * @param {cortexwire.v1.Payload.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Payload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Payload start.
             * @member {number} start
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.start = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Payload end.
             * @member {number} end
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.end = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Payload window.
             * @member {number} window
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.window = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Payload step.
             * @member {number} step
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.step = 0;

            /**
             * Payload final.
             * @member {boolean} final
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.final = false;

            /**
             * Payload kind.
             * @member {string} kind
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.kind = "";

            /**
             * Payload classes.
             * @member {cortexwire.v1.Classes.$Properties|null|undefined} classes
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.classes = null;

            /**
             * Payload text.
             * @member {cortexwire.v1.Text.$Properties|null|undefined} text
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.text = null;

            /**
             * Payload candidates.
             * @member {cortexwire.v1.Candidates.$Properties|null|undefined} candidates
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.candidates = null;

            /**
             * Payload embedding.
             * @member {cortexwire.v1.Tensor.$Properties|null|undefined} embedding
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.embedding = null;

            /**
             * Payload signal.
             * @member {cortexwire.v1.Tensor.$Properties|null|undefined} signal
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.signal = null;

            /**
             * Payload failure.
             * @member {cortexwire.v1.Failure.$Properties|null|undefined} failure
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.failure = null;

            /**
             * Payload missing.
             * @member {number} missing
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.missing = 0;

            /**
             * Payload truth.
             * @member {string} truth
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.truth = "";

            /**
             * Payload marker.
             * @member {string} marker
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            Payload.prototype.marker = "";

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Payload result.
             * @member {"classes"|"text"|"candidates"|"embedding"|"signal"|"failure"|undefined} result
             * @memberof cortexwire.v1.Payload
             * @instance
             */
            $Object.defineProperty(Payload.prototype, "result", {
                get: $util.oneOfGetter($oneOfFields = ["classes", "text", "candidates", "embedding", "signal", "failure"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Payload instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {cortexwire.v1.Payload.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Payload} Payload instance
             * @type {{
             *   (properties: cortexwire.v1.Payload.$Shape): cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape;
             *   (properties?: cortexwire.v1.Payload.$Properties): cortexwire.v1.Payload;
             * }}
             */
            Payload.create = function(properties) {
                return new Payload(properties);
            };

            /**
             * Encodes the specified Payload message. Does not implicitly {@link cortexwire.v1.Payload.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {cortexwire.v1.Payload.$Properties} message Payload message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Payload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.start != null && $Object.hasOwnProperty.call(message, "start") && (typeof message.start === "object" ? message.start.low || message.start.high : message.start !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.start);
                if (message.end != null && $Object.hasOwnProperty.call(message, "end") && (typeof message.end === "object" ? message.end.low || message.end.high : message.end !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.end);
                if (message.window != null && $Object.hasOwnProperty.call(message, "window") && (typeof message.window === "object" ? message.window.low || message.window.high : message.window !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.window);
                if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.step);
                if (message.final != null && $Object.hasOwnProperty.call(message, "final") && message.final !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.final);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                    writer.uint32(/* id 6, wireType 2 =*/50).string(message.kind);
                if (message.classes != null && $Object.hasOwnProperty.call(message, "classes"))
                    $root.cortexwire.v1.Classes.encode(message.classes, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                    $root.cortexwire.v1.Text.encode(message.text, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.candidates != null && $Object.hasOwnProperty.call(message, "candidates"))
                    $root.cortexwire.v1.Candidates.encode(message.candidates, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.embedding != null && $Object.hasOwnProperty.call(message, "embedding"))
                    $root.cortexwire.v1.Tensor.encode(message.embedding, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.signal != null && $Object.hasOwnProperty.call(message, "signal"))
                    $root.cortexwire.v1.Tensor.encode(message.signal, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.cortexwire.v1.Failure.encode(message.failure, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.missing != null && $Object.hasOwnProperty.call(message, "missing") && !$Object.is(message.missing, 0))
                    writer.uint32(/* id 13, wireType 5 =*/109).float(message.missing);
                if (message.truth != null && $Object.hasOwnProperty.call(message, "truth") && message.truth !== "")
                    writer.uint32(/* id 14, wireType 2 =*/114).string(message.truth);
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker") && message.marker !== "")
                    writer.uint32(/* id 15, wireType 2 =*/122).string(message.marker);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Payload message, length delimited. Does not implicitly {@link cortexwire.v1.Payload.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {cortexwire.v1.Payload.$Properties} message Payload message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Payload.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Payload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Payload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.start = value;
                            else
                                delete message.start;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.end = value;
                            else
                                delete message.end;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.window = value;
                            else
                                delete message.window;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.step = value;
                            else
                                delete message.step;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.final = value;
                            else
                                delete message.final;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.classes = $root.cortexwire.v1.Classes.decode(reader, reader.size(), $undefined, _depth + 1, message.classes);
                            message.result = "classes";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.text = $root.cortexwire.v1.Text.decode(reader, reader.size(), $undefined, _depth + 1, message.text);
                            message.result = "text";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.candidates = $root.cortexwire.v1.Candidates.decode(reader, reader.size(), $undefined, _depth + 1, message.candidates);
                            message.result = "candidates";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.embedding = $root.cortexwire.v1.Tensor.decode(reader, reader.size(), $undefined, _depth + 1, message.embedding);
                            message.result = "embedding";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.signal = $root.cortexwire.v1.Tensor.decode(reader, reader.size(), $undefined, _depth + 1, message.signal);
                            message.result = "signal";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.failure = $root.cortexwire.v1.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
                            message.result = "failure";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.missing = value;
                            else
                                delete message.missing;
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.truth = value;
                            else
                                delete message.truth;
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.marker = value;
                            else
                                delete message.marker;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Payload message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Payload.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Payload message.
             * @function verify
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Payload.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                let properties = {};
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    if (!$util.isInteger(message.start) && !(message.start && $util.isInteger(message.start.low) && $util.isInteger(message.start.high)))
                        return "start: integer|Long expected";
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    if (!$util.isInteger(message.end) && !(message.end && $util.isInteger(message.end.low) && $util.isInteger(message.end.high)))
                        return "end: integer|Long expected";
                if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                    if (!$util.isInteger(message.window) && !(message.window && $util.isInteger(message.window.low) && $util.isInteger(message.window.high)))
                        return "window: integer|Long expected";
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    if (!$util.isInteger(message.step))
                        return "step: integer expected";
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    if (typeof message.final !== "boolean")
                        return "final: boolean expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (!$util.isString(message.kind))
                        return "kind: string expected";
                if (message.classes != null && $Object.hasOwnProperty.call(message, "classes")) {
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Classes.verify(message.classes, _depth + 1);
                        if (error)
                            return "classes." + error;
                    }
                }
                if (message.text != null && $Object.hasOwnProperty.call(message, "text")) {
                    if (properties.result === 1)
                        return "result: multiple values";
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Text.verify(message.text, _depth + 1);
                        if (error)
                            return "text." + error;
                    }
                }
                if (message.candidates != null && $Object.hasOwnProperty.call(message, "candidates")) {
                    if (properties.result === 1)
                        return "result: multiple values";
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Candidates.verify(message.candidates, _depth + 1);
                        if (error)
                            return "candidates." + error;
                    }
                }
                if (message.embedding != null && $Object.hasOwnProperty.call(message, "embedding")) {
                    if (properties.result === 1)
                        return "result: multiple values";
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Tensor.verify(message.embedding, _depth + 1);
                        if (error)
                            return "embedding." + error;
                    }
                }
                if (message.signal != null && $Object.hasOwnProperty.call(message, "signal")) {
                    if (properties.result === 1)
                        return "result: multiple values";
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Tensor.verify(message.signal, _depth + 1);
                        if (error)
                            return "signal." + error;
                    }
                }
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure")) {
                    if (properties.result === 1)
                        return "result: multiple values";
                    properties.result = 1;
                    {
                        let error = $root.cortexwire.v1.Failure.verify(message.failure, _depth + 1);
                        if (error)
                            return "failure." + error;
                    }
                }
                if (message.missing != null && $Object.hasOwnProperty.call(message, "missing"))
                    if (typeof message.missing !== "number")
                        return "missing: number expected";
                if (message.truth != null && $Object.hasOwnProperty.call(message, "truth"))
                    if (!$util.isString(message.truth))
                        return "truth: string expected";
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker"))
                    if (!$util.isString(message.marker))
                        return "marker: string expected";
                return null;
            };

            /**
             * Creates a Payload message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Payload} Payload
             */
            Payload.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Payload)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Payload: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Payload();
                if (object.start != null)
                    if (typeof object.start === "object" ? object.start.low || object.start.high : $Number(object.start) !== 0)
                        if ($util.Long)
                            message.start = $util.Long.fromValue(object.start, true);
                        else if (typeof object.start === "string")
                            message.start = $parseInt(object.start, 10);
                        else if (typeof object.start === "number")
                            message.start = object.start;
                        else if (typeof object.start === "object")
                            message.start = new $util.LongBits(object.start.low >>> 0, object.start.high >>> 0).toNumber(true);
                if (object.end != null)
                    if (typeof object.end === "object" ? object.end.low || object.end.high : $Number(object.end) !== 0)
                        if ($util.Long)
                            message.end = $util.Long.fromValue(object.end, true);
                        else if (typeof object.end === "string")
                            message.end = $parseInt(object.end, 10);
                        else if (typeof object.end === "number")
                            message.end = object.end;
                        else if (typeof object.end === "object")
                            message.end = new $util.LongBits(object.end.low >>> 0, object.end.high >>> 0).toNumber(true);
                if (object.window != null)
                    if (typeof object.window === "object" ? object.window.low || object.window.high : $Number(object.window) !== 0)
                        if ($util.Long)
                            message.window = $util.Long.fromValue(object.window, true);
                        else if (typeof object.window === "string")
                            message.window = $parseInt(object.window, 10);
                        else if (typeof object.window === "number")
                            message.window = object.window;
                        else if (typeof object.window === "object")
                            message.window = new $util.LongBits(object.window.low >>> 0, object.window.high >>> 0).toNumber(true);
                if (object.step != null)
                    if ($Number(object.step) !== 0)
                        message.step = object.step >>> 0;
                if (object.final != null)
                    if (object.final)
                        message.final = $Boolean(object.final);
                if (object.kind != null)
                    if (typeof object.kind !== "string" || object.kind.length)
                        message.kind = $String(object.kind);
                if (object.classes != null) {
                    if (!$util.isObject(object.classes))
                        throw $TypeError(".cortexwire.v1.Payload.classes: object expected");
                    message.classes = $root.cortexwire.v1.Classes.fromObject(object.classes, _depth + 1);
                }
                if (object.text != null) {
                    if (!$util.isObject(object.text))
                        throw $TypeError(".cortexwire.v1.Payload.text: object expected");
                    message.text = $root.cortexwire.v1.Text.fromObject(object.text, _depth + 1);
                }
                if (object.candidates != null) {
                    if (!$util.isObject(object.candidates))
                        throw $TypeError(".cortexwire.v1.Payload.candidates: object expected");
                    message.candidates = $root.cortexwire.v1.Candidates.fromObject(object.candidates, _depth + 1);
                }
                if (object.embedding != null) {
                    if (!$util.isObject(object.embedding))
                        throw $TypeError(".cortexwire.v1.Payload.embedding: object expected");
                    message.embedding = $root.cortexwire.v1.Tensor.fromObject(object.embedding, _depth + 1);
                }
                if (object.signal != null) {
                    if (!$util.isObject(object.signal))
                        throw $TypeError(".cortexwire.v1.Payload.signal: object expected");
                    message.signal = $root.cortexwire.v1.Tensor.fromObject(object.signal, _depth + 1);
                }
                if (object.failure != null) {
                    if (!$util.isObject(object.failure))
                        throw $TypeError(".cortexwire.v1.Payload.failure: object expected");
                    message.failure = $root.cortexwire.v1.Failure.fromObject(object.failure, _depth + 1);
                }
                if (object.missing != null)
                    if (!$Object.is($Number(object.missing), 0))
                        message.missing = $Number(object.missing);
                if (object.truth != null)
                    if (typeof object.truth !== "string" || object.truth.length)
                        message.truth = $String(object.truth);
                if (object.marker != null)
                    if (typeof object.marker !== "string" || object.marker.length)
                        message.marker = $String(object.marker);
                return message;
            };

            /**
             * Creates a plain object from a Payload message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {cortexwire.v1.Payload} message Payload
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Payload.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.start = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.start = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.end = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.end = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.window = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.window = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.step = 0;
                    object.final = false;
                    object.kind = "";
                    object.missing = 0;
                    object.truth = "";
                    object.marker = "";
                }
                if (message.start != null && $Object.hasOwnProperty.call(message, "start"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.start = typeof message.start === "number" ? $BigInt(message.start) : $util.Long.fromBits(message.start.low >>> 0, message.start.high >>> 0, true).toBigInt();
                    else if (typeof message.start === "number")
                        object.start = options.longs === $String ? $String(message.start) : message.start;
                    else
                        object.start = options.longs === $String ? $util.Long.prototype.toString.call(message.start) : options.longs === $Number ? new $util.LongBits(message.start.low >>> 0, message.start.high >>> 0).toNumber(true) : message.start;
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.end = typeof message.end === "number" ? $BigInt(message.end) : $util.Long.fromBits(message.end.low >>> 0, message.end.high >>> 0, true).toBigInt();
                    else if (typeof message.end === "number")
                        object.end = options.longs === $String ? $String(message.end) : message.end;
                    else
                        object.end = options.longs === $String ? $util.Long.prototype.toString.call(message.end) : options.longs === $Number ? new $util.LongBits(message.end.low >>> 0, message.end.high >>> 0).toNumber(true) : message.end;
                if (message.window != null && $Object.hasOwnProperty.call(message, "window"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.window = typeof message.window === "number" ? $BigInt(message.window) : $util.Long.fromBits(message.window.low >>> 0, message.window.high >>> 0, true).toBigInt();
                    else if (typeof message.window === "number")
                        object.window = options.longs === $String ? $String(message.window) : message.window;
                    else
                        object.window = options.longs === $String ? $util.Long.prototype.toString.call(message.window) : options.longs === $Number ? new $util.LongBits(message.window.low >>> 0, message.window.high >>> 0).toNumber(true) : message.window;
                if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                    object.step = message.step;
                if (message.final != null && $Object.hasOwnProperty.call(message, "final"))
                    object.final = message.final;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = message.kind;
                if (message.classes != null && $Object.hasOwnProperty.call(message, "classes")) {
                    object.classes = $root.cortexwire.v1.Classes.toObject(message.classes, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "classes";
                }
                if (message.text != null && $Object.hasOwnProperty.call(message, "text")) {
                    object.text = $root.cortexwire.v1.Text.toObject(message.text, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "text";
                }
                if (message.candidates != null && $Object.hasOwnProperty.call(message, "candidates")) {
                    object.candidates = $root.cortexwire.v1.Candidates.toObject(message.candidates, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "candidates";
                }
                if (message.embedding != null && $Object.hasOwnProperty.call(message, "embedding")) {
                    object.embedding = $root.cortexwire.v1.Tensor.toObject(message.embedding, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "embedding";
                }
                if (message.signal != null && $Object.hasOwnProperty.call(message, "signal")) {
                    object.signal = $root.cortexwire.v1.Tensor.toObject(message.signal, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "signal";
                }
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure")) {
                    object.failure = $root.cortexwire.v1.Failure.toObject(message.failure, options, _depth + 1);
                    if (options.oneofs)
                        object.result = "failure";
                }
                if (message.missing != null && $Object.hasOwnProperty.call(message, "missing"))
                    object.missing = options.json && !$isFinite(message.missing) ? $String(message.missing) : message.missing;
                if (message.truth != null && $Object.hasOwnProperty.call(message, "truth"))
                    object.truth = message.truth;
                if (message.marker != null && $Object.hasOwnProperty.call(message, "marker"))
                    object.marker = message.marker;
                return object;
            };

            /**
             * Converts this Payload to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Payload
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Payload.prototype.toJSON = function() {
                return Payload.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Payload
             * @function getTypeUrl
             * @memberof cortexwire.v1.Payload
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Payload.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Payload";
            };

            return Payload;
        })();

        v1.Scored = (function() {

            /**
             * Properties of a Scored.
             * @typedef {Object} cortexwire.v1.Scored.$Properties
             * @property {string|null} [label] Scored label
             * @property {number|null} [score] Scored score
             * @property {number|null} [probability] Scored probability
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Scored.
             * @memberof cortexwire.v1
             * @interface IScored
             * @augments cortexwire.v1.Scored.$Properties
             * @deprecated Use cortexwire.v1.Scored.$Properties instead.
             */

            /**
             * Shape of a Scored.
             * @typedef {cortexwire.v1.Scored.$Properties} cortexwire.v1.Scored.$Shape
             */

            /**
             * Constructs a new Scored.
             * @memberof cortexwire.v1
             * @classdesc Represents a Scored.
             * @constructor
             * @param {cortexwire.v1.Scored.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Scored = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Scored label.
             * @member {string} label
             * @memberof cortexwire.v1.Scored
             * @instance
             */
            Scored.prototype.label = "";

            /**
             * Scored score.
             * @member {number} score
             * @memberof cortexwire.v1.Scored
             * @instance
             */
            Scored.prototype.score = 0;

            /**
             * Scored probability.
             * @member {number} probability
             * @memberof cortexwire.v1.Scored
             * @instance
             */
            Scored.prototype.probability = 0;

            /**
             * Creates a new Scored instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {cortexwire.v1.Scored.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Scored} Scored instance
             * @type {{
             *   (properties: cortexwire.v1.Scored.$Shape): cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape;
             *   (properties?: cortexwire.v1.Scored.$Properties): cortexwire.v1.Scored;
             * }}
             */
            Scored.create = function(properties) {
                return new Scored(properties);
            };

            /**
             * Encodes the specified Scored message. Does not implicitly {@link cortexwire.v1.Scored.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {cortexwire.v1.Scored.$Properties} message Scored message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Scored.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.label);
                if (message.score != null && $Object.hasOwnProperty.call(message, "score") && !$Object.is(message.score, 0))
                    writer.uint32(/* id 2, wireType 5 =*/21).float(message.score);
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability") && !$Object.is(message.probability, 0))
                    writer.uint32(/* id 3, wireType 5 =*/29).float(message.probability);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Scored message, length delimited. Does not implicitly {@link cortexwire.v1.Scored.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {cortexwire.v1.Scored.$Properties} message Scored message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Scored.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Scored message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape} Scored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Scored.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Scored();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.score = value;
                            else
                                delete message.score;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 5)
                                break;
                            if (!$Object.is(value = reader.float(), 0))
                                message.probability = value;
                            else
                                delete message.probability;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Scored message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape} Scored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Scored.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Scored message.
             * @function verify
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Scored.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!$util.isString(message.label))
                        return "label: string expected";
                if (message.score != null && $Object.hasOwnProperty.call(message, "score"))
                    if (typeof message.score !== "number")
                        return "score: number expected";
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    if (typeof message.probability !== "number")
                        return "probability: number expected";
                return null;
            };

            /**
             * Creates a Scored message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Scored} Scored
             */
            Scored.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Scored)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Scored: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Scored();
                if (object.label != null)
                    if (typeof object.label !== "string" || object.label.length)
                        message.label = $String(object.label);
                if (object.score != null)
                    if (!$Object.is($Number(object.score), 0))
                        message.score = $Number(object.score);
                if (object.probability != null)
                    if (!$Object.is($Number(object.probability), 0))
                        message.probability = $Number(object.probability);
                return message;
            };

            /**
             * Creates a plain object from a Scored message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {cortexwire.v1.Scored} message Scored
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Scored.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.label = "";
                    object.score = 0;
                    object.probability = 0;
                }
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = message.label;
                if (message.score != null && $Object.hasOwnProperty.call(message, "score"))
                    object.score = options.json && !$isFinite(message.score) ? $String(message.score) : message.score;
                if (message.probability != null && $Object.hasOwnProperty.call(message, "probability"))
                    object.probability = options.json && !$isFinite(message.probability) ? $String(message.probability) : message.probability;
                return object;
            };

            /**
             * Converts this Scored to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Scored
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Scored.prototype.toJSON = function() {
                return Scored.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Scored
             * @function getTypeUrl
             * @memberof cortexwire.v1.Scored
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Scored.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Scored";
            };

            return Scored;
        })();

        v1.Classes = (function() {

            /**
             * Properties of a Classes.
             * @typedef {Object} cortexwire.v1.Classes.$Properties
             * @property {string|null} [label] Classes label
             * @property {Array.<cortexwire.v1.Scored.$Properties>|null} [scores] Classes scores
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Classes.
             * @memberof cortexwire.v1
             * @interface IClasses
             * @augments cortexwire.v1.Classes.$Properties
             * @deprecated Use cortexwire.v1.Classes.$Properties instead.
             */

            /**
             * Shape of a Classes.
             * @typedef {cortexwire.v1.Classes.$Properties} cortexwire.v1.Classes.$Shape
             */

            /**
             * Constructs a new Classes.
             * @memberof cortexwire.v1
             * @classdesc Represents a Classes.
             * @constructor
             * @param {cortexwire.v1.Classes.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Classes = function (properties) {
                this.scores = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Classes label.
             * @member {string} label
             * @memberof cortexwire.v1.Classes
             * @instance
             */
            Classes.prototype.label = "";

            /**
             * Classes scores.
             * @member {Array.<cortexwire.v1.Scored.$Properties>} scores
             * @memberof cortexwire.v1.Classes
             * @instance
             */
            Classes.prototype.scores = $util.emptyArray;

            /**
             * Creates a new Classes instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {cortexwire.v1.Classes.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Classes} Classes instance
             * @type {{
             *   (properties: cortexwire.v1.Classes.$Shape): cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape;
             *   (properties?: cortexwire.v1.Classes.$Properties): cortexwire.v1.Classes;
             * }}
             */
            Classes.create = function(properties) {
                return new Classes(properties);
            };

            /**
             * Encodes the specified Classes message. Does not implicitly {@link cortexwire.v1.Classes.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {cortexwire.v1.Classes.$Properties} message Classes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Classes.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.label);
                if (message.scores != null && message.scores.length)
                    for (let i = 0; i < message.scores.length; ++i)
                        $root.cortexwire.v1.Scored.encode(message.scores[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Classes message, length delimited. Does not implicitly {@link cortexwire.v1.Classes.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {cortexwire.v1.Classes.$Properties} message Classes message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Classes.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Classes message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape} Classes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Classes.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Classes();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.scores && message.scores.length))
                                message.scores = [];
                            message.scores.push($root.cortexwire.v1.Scored.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Classes message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape} Classes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Classes.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Classes message.
             * @function verify
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Classes.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!$util.isString(message.label))
                        return "label: string expected";
                if (message.scores != null && $Object.hasOwnProperty.call(message, "scores")) {
                    if (!$Array.isArray(message.scores))
                        return "scores: array expected";
                    for (let i = 0; i < message.scores.length; ++i) {
                        let error = $root.cortexwire.v1.Scored.verify(message.scores[i], _depth + 1);
                        if (error)
                            return "scores." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a Classes message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Classes} Classes
             */
            Classes.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Classes)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Classes: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Classes();
                if (object.label != null)
                    if (typeof object.label !== "string" || object.label.length)
                        message.label = $String(object.label);
                if (object.scores) {
                    if (!$Array.isArray(object.scores))
                        throw $TypeError(".cortexwire.v1.Classes.scores: array expected");
                    message.scores = $Array(object.scores.length);
                    for (let i = 0; i < object.scores.length; ++i) {
                        if (!$util.isObject(object.scores[i]))
                            throw $TypeError(".cortexwire.v1.Classes.scores: object expected");
                        message.scores[i] = $root.cortexwire.v1.Scored.fromObject(object.scores[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a Classes message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {cortexwire.v1.Classes} message Classes
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Classes.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.scores = [];
                if (options.defaults)
                    object.label = "";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = message.label;
                if (message.scores && message.scores.length) {
                    object.scores = $Array(message.scores.length);
                    for (let j = 0; j < message.scores.length; ++j)
                        object.scores[j] = $root.cortexwire.v1.Scored.toObject(message.scores[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Classes to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Classes
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Classes.prototype.toJSON = function() {
                return Classes.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Classes
             * @function getTypeUrl
             * @memberof cortexwire.v1.Classes
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Classes.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Classes";
            };

            return Classes;
        })();

        v1.Candidates = (function() {

            /**
             * Properties of a Candidates.
             * @typedef {Object} cortexwire.v1.Candidates.$Properties
             * @property {Array.<cortexwire.v1.Scored.$Properties>|null} [best] Candidates best
             * @property {Array.<cortexwire.v1.Scored.$Properties>|null} [labels] Candidates labels
             * @property {number|null} [repetitions] Candidates repetitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Candidates.
             * @memberof cortexwire.v1
             * @interface ICandidates
             * @augments cortexwire.v1.Candidates.$Properties
             * @deprecated Use cortexwire.v1.Candidates.$Properties instead.
             */

            /**
             * Shape of a Candidates.
             * @typedef {cortexwire.v1.Candidates.$Properties} cortexwire.v1.Candidates.$Shape
             */

            /**
             * Constructs a new Candidates.
             * @memberof cortexwire.v1
             * @classdesc Represents a Candidates.
             * @constructor
             * @param {cortexwire.v1.Candidates.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Candidates = function (properties) {
                this.best = [];
                this.labels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Candidates best.
             * @member {Array.<cortexwire.v1.Scored.$Properties>} best
             * @memberof cortexwire.v1.Candidates
             * @instance
             */
            Candidates.prototype.best = $util.emptyArray;

            /**
             * Candidates labels.
             * @member {Array.<cortexwire.v1.Scored.$Properties>} labels
             * @memberof cortexwire.v1.Candidates
             * @instance
             */
            Candidates.prototype.labels = $util.emptyArray;

            /**
             * Candidates repetitions.
             * @member {number} repetitions
             * @memberof cortexwire.v1.Candidates
             * @instance
             */
            Candidates.prototype.repetitions = 0;

            /**
             * Creates a new Candidates instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {cortexwire.v1.Candidates.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Candidates} Candidates instance
             * @type {{
             *   (properties: cortexwire.v1.Candidates.$Shape): cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape;
             *   (properties?: cortexwire.v1.Candidates.$Properties): cortexwire.v1.Candidates;
             * }}
             */
            Candidates.create = function(properties) {
                return new Candidates(properties);
            };

            /**
             * Encodes the specified Candidates message. Does not implicitly {@link cortexwire.v1.Candidates.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {cortexwire.v1.Candidates.$Properties} message Candidates message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Candidates.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.best != null && message.best.length)
                    for (let i = 0; i < message.best.length; ++i)
                        $root.cortexwire.v1.Scored.encode(message.best[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.labels != null && message.labels.length)
                    for (let i = 0; i < message.labels.length; ++i)
                        $root.cortexwire.v1.Scored.encode(message.labels[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.repetitions != null && $Object.hasOwnProperty.call(message, "repetitions") && message.repetitions !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.repetitions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Candidates message, length delimited. Does not implicitly {@link cortexwire.v1.Candidates.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {cortexwire.v1.Candidates.$Properties} message Candidates message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Candidates.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Candidates message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape} Candidates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Candidates.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Candidates();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.best && message.best.length))
                                message.best = [];
                            message.best.push($root.cortexwire.v1.Scored.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.labels && message.labels.length))
                                message.labels = [];
                            message.labels.push($root.cortexwire.v1.Scored.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.repetitions = value;
                            else
                                delete message.repetitions;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Candidates message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape} Candidates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Candidates.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Candidates message.
             * @function verify
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Candidates.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.best != null && $Object.hasOwnProperty.call(message, "best")) {
                    if (!$Array.isArray(message.best))
                        return "best: array expected";
                    for (let i = 0; i < message.best.length; ++i) {
                        let error = $root.cortexwire.v1.Scored.verify(message.best[i], _depth + 1);
                        if (error)
                            return "best." + error;
                    }
                }
                if (message.labels != null && $Object.hasOwnProperty.call(message, "labels")) {
                    if (!$Array.isArray(message.labels))
                        return "labels: array expected";
                    for (let i = 0; i < message.labels.length; ++i) {
                        let error = $root.cortexwire.v1.Scored.verify(message.labels[i], _depth + 1);
                        if (error)
                            return "labels." + error;
                    }
                }
                if (message.repetitions != null && $Object.hasOwnProperty.call(message, "repetitions"))
                    if (!$util.isInteger(message.repetitions))
                        return "repetitions: integer expected";
                return null;
            };

            /**
             * Creates a Candidates message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Candidates} Candidates
             */
            Candidates.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Candidates)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Candidates: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Candidates();
                if (object.best) {
                    if (!$Array.isArray(object.best))
                        throw $TypeError(".cortexwire.v1.Candidates.best: array expected");
                    message.best = $Array(object.best.length);
                    for (let i = 0; i < object.best.length; ++i) {
                        if (!$util.isObject(object.best[i]))
                            throw $TypeError(".cortexwire.v1.Candidates.best: object expected");
                        message.best[i] = $root.cortexwire.v1.Scored.fromObject(object.best[i], _depth + 1);
                    }
                }
                if (object.labels) {
                    if (!$Array.isArray(object.labels))
                        throw $TypeError(".cortexwire.v1.Candidates.labels: array expected");
                    message.labels = $Array(object.labels.length);
                    for (let i = 0; i < object.labels.length; ++i) {
                        if (!$util.isObject(object.labels[i]))
                            throw $TypeError(".cortexwire.v1.Candidates.labels: object expected");
                        message.labels[i] = $root.cortexwire.v1.Scored.fromObject(object.labels[i], _depth + 1);
                    }
                }
                if (object.repetitions != null)
                    if ($Number(object.repetitions) !== 0)
                        message.repetitions = object.repetitions >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a Candidates message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {cortexwire.v1.Candidates} message Candidates
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Candidates.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.best = [];
                    object.labels = [];
                }
                if (options.defaults)
                    object.repetitions = 0;
                if (message.best && message.best.length) {
                    object.best = $Array(message.best.length);
                    for (let j = 0; j < message.best.length; ++j)
                        object.best[j] = $root.cortexwire.v1.Scored.toObject(message.best[j], options, _depth + 1);
                }
                if (message.labels && message.labels.length) {
                    object.labels = $Array(message.labels.length);
                    for (let j = 0; j < message.labels.length; ++j)
                        object.labels[j] = $root.cortexwire.v1.Scored.toObject(message.labels[j], options, _depth + 1);
                }
                if (message.repetitions != null && $Object.hasOwnProperty.call(message, "repetitions"))
                    object.repetitions = message.repetitions;
                return object;
            };

            /**
             * Converts this Candidates to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Candidates
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Candidates.prototype.toJSON = function() {
                return Candidates.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Candidates
             * @function getTypeUrl
             * @memberof cortexwire.v1.Candidates
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Candidates.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Candidates";
            };

            return Candidates;
        })();

        v1.Text = (function() {

            /**
             * Properties of a Text.
             * @typedef {Object} cortexwire.v1.Text.$Properties
             * @property {string|null} [committed] Text committed
             * @property {string|null} [provisional] Text provisional
             * @property {number|null} [revision] Text revision
             * @property {Array.<cortexwire.v1.Scored.$Properties>|null} [nBest] Text nBest
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Text.
             * @memberof cortexwire.v1
             * @interface IText
             * @augments cortexwire.v1.Text.$Properties
             * @deprecated Use cortexwire.v1.Text.$Properties instead.
             */

            /**
             * Shape of a Text.
             * @typedef {cortexwire.v1.Text.$Properties} cortexwire.v1.Text.$Shape
             */

            /**
             * Constructs a new Text.
             * @memberof cortexwire.v1
             * @classdesc Represents a Text.
             * @constructor
             * @param {cortexwire.v1.Text.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Text = function (properties) {
                this.nBest = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Text committed.
             * @member {string} committed
             * @memberof cortexwire.v1.Text
             * @instance
             */
            Text.prototype.committed = "";

            /**
             * Text provisional.
             * @member {string} provisional
             * @memberof cortexwire.v1.Text
             * @instance
             */
            Text.prototype.provisional = "";

            /**
             * Text revision.
             * @member {number} revision
             * @memberof cortexwire.v1.Text
             * @instance
             */
            Text.prototype.revision = 0;

            /**
             * Text nBest.
             * @member {Array.<cortexwire.v1.Scored.$Properties>} nBest
             * @memberof cortexwire.v1.Text
             * @instance
             */
            Text.prototype.nBest = $util.emptyArray;

            /**
             * Creates a new Text instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Text
             * @static
             * @param {cortexwire.v1.Text.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Text} Text instance
             * @type {{
             *   (properties: cortexwire.v1.Text.$Shape): cortexwire.v1.Text & cortexwire.v1.Text.$Shape;
             *   (properties?: cortexwire.v1.Text.$Properties): cortexwire.v1.Text;
             * }}
             */
            Text.create = function(properties) {
                return new Text(properties);
            };

            /**
             * Encodes the specified Text message. Does not implicitly {@link cortexwire.v1.Text.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Text
             * @static
             * @param {cortexwire.v1.Text.$Properties} message Text message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Text.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.committed != null && $Object.hasOwnProperty.call(message, "committed") && message.committed !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.committed);
                if (message.provisional != null && $Object.hasOwnProperty.call(message, "provisional") && message.provisional !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.provisional);
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && message.revision !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.revision);
                if (message.nBest != null && message.nBest.length)
                    for (let i = 0; i < message.nBest.length; ++i)
                        $root.cortexwire.v1.Scored.encode(message.nBest[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Text message, length delimited. Does not implicitly {@link cortexwire.v1.Text.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Text
             * @static
             * @param {cortexwire.v1.Text.$Properties} message Text message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Text.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Text message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Text
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Text & cortexwire.v1.Text.$Shape} Text
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Text.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Text();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.committed = value;
                            else
                                delete message.committed;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.provisional = value;
                            else
                                delete message.provisional;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.revision = value;
                            else
                                delete message.revision;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.nBest && message.nBest.length))
                                message.nBest = [];
                            message.nBest.push($root.cortexwire.v1.Scored.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Text message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Text
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Text & cortexwire.v1.Text.$Shape} Text
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Text.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Text message.
             * @function verify
             * @memberof cortexwire.v1.Text
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Text.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.committed != null && $Object.hasOwnProperty.call(message, "committed"))
                    if (!$util.isString(message.committed))
                        return "committed: string expected";
                if (message.provisional != null && $Object.hasOwnProperty.call(message, "provisional"))
                    if (!$util.isString(message.provisional))
                        return "provisional: string expected";
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    if (!$util.isInteger(message.revision))
                        return "revision: integer expected";
                if (message.nBest != null && $Object.hasOwnProperty.call(message, "nBest")) {
                    if (!$Array.isArray(message.nBest))
                        return "nBest: array expected";
                    for (let i = 0; i < message.nBest.length; ++i) {
                        let error = $root.cortexwire.v1.Scored.verify(message.nBest[i], _depth + 1);
                        if (error)
                            return "nBest." + error;
                    }
                }
                return null;
            };

            /**
             * Creates a Text message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Text
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Text} Text
             */
            Text.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Text)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Text: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Text();
                if (object.committed != null)
                    if (typeof object.committed !== "string" || object.committed.length)
                        message.committed = $String(object.committed);
                if (object.provisional != null)
                    if (typeof object.provisional !== "string" || object.provisional.length)
                        message.provisional = $String(object.provisional);
                if (object.revision != null)
                    if ($Number(object.revision) !== 0)
                        message.revision = object.revision >>> 0;
                if (object.nBest) {
                    if (!$Array.isArray(object.nBest))
                        throw $TypeError(".cortexwire.v1.Text.nBest: array expected");
                    message.nBest = $Array(object.nBest.length);
                    for (let i = 0; i < object.nBest.length; ++i) {
                        if (!$util.isObject(object.nBest[i]))
                            throw $TypeError(".cortexwire.v1.Text.nBest: object expected");
                        message.nBest[i] = $root.cortexwire.v1.Scored.fromObject(object.nBest[i], _depth + 1);
                    }
                }
                return message;
            };

            /**
             * Creates a plain object from a Text message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Text
             * @static
             * @param {cortexwire.v1.Text} message Text
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Text.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.nBest = [];
                if (options.defaults) {
                    object.committed = "";
                    object.provisional = "";
                    object.revision = 0;
                }
                if (message.committed != null && $Object.hasOwnProperty.call(message, "committed"))
                    object.committed = message.committed;
                if (message.provisional != null && $Object.hasOwnProperty.call(message, "provisional"))
                    object.provisional = message.provisional;
                if (message.revision != null && $Object.hasOwnProperty.call(message, "revision"))
                    object.revision = message.revision;
                if (message.nBest && message.nBest.length) {
                    object.nBest = $Array(message.nBest.length);
                    for (let j = 0; j < message.nBest.length; ++j)
                        object.nBest[j] = $root.cortexwire.v1.Scored.toObject(message.nBest[j], options, _depth + 1);
                }
                return object;
            };

            /**
             * Converts this Text to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Text
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Text.prototype.toJSON = function() {
                return Text.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Text
             * @function getTypeUrl
             * @memberof cortexwire.v1.Text
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Text.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Text";
            };

            return Text;
        })();

        v1.Tensor = (function() {

            /**
             * Properties of a Tensor.
             * @typedef {Object} cortexwire.v1.Tensor.$Properties
             * @property {Array.<number>|null} [shape] Tensor shape
             * @property {Uint8Array|null} [data] Tensor data
             * @property {boolean|null} [half] Tensor half
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Tensor.
             * @memberof cortexwire.v1
             * @interface ITensor
             * @augments cortexwire.v1.Tensor.$Properties
             * @deprecated Use cortexwire.v1.Tensor.$Properties instead.
             */

            /**
             * Shape of a Tensor.
             * @typedef {cortexwire.v1.Tensor.$Properties} cortexwire.v1.Tensor.$Shape
             */

            /**
             * Constructs a new Tensor.
             * @memberof cortexwire.v1
             * @classdesc Represents a Tensor.
             * @constructor
             * @param {cortexwire.v1.Tensor.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Tensor = function (properties) {
                this.shape = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Tensor shape.
             * @member {Array.<number>} shape
             * @memberof cortexwire.v1.Tensor
             * @instance
             */
            Tensor.prototype.shape = $util.emptyArray;

            /**
             * Tensor data.
             * @member {Uint8Array} data
             * @memberof cortexwire.v1.Tensor
             * @instance
             */
            Tensor.prototype.data = $util.newBuffer([]);

            /**
             * Tensor half.
             * @member {boolean} half
             * @memberof cortexwire.v1.Tensor
             * @instance
             */
            Tensor.prototype.half = false;

            /**
             * Creates a new Tensor instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {cortexwire.v1.Tensor.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Tensor} Tensor instance
             * @type {{
             *   (properties: cortexwire.v1.Tensor.$Shape): cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape;
             *   (properties?: cortexwire.v1.Tensor.$Properties): cortexwire.v1.Tensor;
             * }}
             */
            Tensor.create = function(properties) {
                return new Tensor(properties);
            };

            /**
             * Encodes the specified Tensor message. Does not implicitly {@link cortexwire.v1.Tensor.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {cortexwire.v1.Tensor.$Properties} message Tensor message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tensor.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.shape != null && message.shape.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.shape);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.data);
                if (message.half != null && $Object.hasOwnProperty.call(message, "half") && message.half !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.half);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Tensor message, length delimited. Does not implicitly {@link cortexwire.v1.Tensor.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {cortexwire.v1.Tensor.$Properties} message Tensor message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Tensor.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Tensor message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tensor.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Tensor();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.shape && message.shape.length))
                                    message.shape = [];
                                reader.uint32s(message.shape);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.shape && message.shape.length))
                                message.shape = [];
                            message.shape.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.half = value;
                            else
                                delete message.half;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Tensor message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Tensor.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Tensor message.
             * @function verify
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Tensor.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.shape != null && $Object.hasOwnProperty.call(message, "shape")) {
                    if (!$Array.isArray(message.shape))
                        return "shape: array expected";
                    for (let i = 0; i < message.shape.length; ++i)
                        if (!$util.isInteger(message.shape[i]))
                            return "shape: integer[] expected";
                }
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    if (!(message.data && typeof message.data.length === "number" || $util.isString(message.data)))
                        return "data: buffer expected";
                if (message.half != null && $Object.hasOwnProperty.call(message, "half"))
                    if (typeof message.half !== "boolean")
                        return "half: boolean expected";
                return null;
            };

            /**
             * Creates a Tensor message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Tensor} Tensor
             */
            Tensor.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Tensor)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Tensor: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Tensor();
                if (object.shape) {
                    if (!$Array.isArray(object.shape))
                        throw $TypeError(".cortexwire.v1.Tensor.shape: array expected");
                    message.shape = $Array(object.shape.length);
                    for (let i = 0; i < object.shape.length; ++i)
                        message.shape[i] = object.shape[i] >>> 0;
                }
                if (object.data != null)
                    if (object.data.length)
                        if (typeof object.data === "string")
                            $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                        else if (object.data.length >= 0)
                            message.data = object.data;
                if (object.half != null)
                    if (object.half)
                        message.half = $Boolean(object.half);
                return message;
            };

            /**
             * Creates a plain object from a Tensor message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {cortexwire.v1.Tensor} message Tensor
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Tensor.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.shape = [];
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== $Array)
                            object.data = $util.newBuffer(object.data);
                    }
                    object.half = false;
                }
                if (message.shape && message.shape.length) {
                    object.shape = $Array(message.shape.length);
                    for (let j = 0; j < message.shape.length; ++j)
                        object.shape[j] = message.shape[j];
                }
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                if (message.half != null && $Object.hasOwnProperty.call(message, "half"))
                    object.half = message.half;
                return object;
            };

            /**
             * Converts this Tensor to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Tensor
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Tensor.prototype.toJSON = function() {
                return Tensor.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Tensor
             * @function getTypeUrl
             * @memberof cortexwire.v1.Tensor
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Tensor.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Tensor";
            };

            return Tensor;
        })();

        v1.Failure = (function() {

            /**
             * Properties of a Failure.
             * @typedef {Object} cortexwire.v1.Failure.$Properties
             * @property {string|null} [code] Failure code
             * @property {string|null} [detail] Failure detail
             * @property {number|null} [count] Failure count
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Failure.
             * @memberof cortexwire.v1
             * @interface IFailure
             * @augments cortexwire.v1.Failure.$Properties
             * @deprecated Use cortexwire.v1.Failure.$Properties instead.
             */

            /**
             * Shape of a Failure.
             * @typedef {cortexwire.v1.Failure.$Properties} cortexwire.v1.Failure.$Shape
             */

            /**
             * Constructs a new Failure.
             * @memberof cortexwire.v1
             * @classdesc Represents a Failure.
             * @constructor
             * @param {cortexwire.v1.Failure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Failure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Failure code.
             * @member {string} code
             * @memberof cortexwire.v1.Failure
             * @instance
             */
            Failure.prototype.code = "";

            /**
             * Failure detail.
             * @member {string} detail
             * @memberof cortexwire.v1.Failure
             * @instance
             */
            Failure.prototype.detail = "";

            /**
             * Failure count.
             * @member {number} count
             * @memberof cortexwire.v1.Failure
             * @instance
             */
            Failure.prototype.count = 0;

            /**
             * Creates a new Failure instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {cortexwire.v1.Failure.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Failure} Failure instance
             * @type {{
             *   (properties: cortexwire.v1.Failure.$Shape): cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape;
             *   (properties?: cortexwire.v1.Failure.$Properties): cortexwire.v1.Failure;
             * }}
             */
            Failure.create = function(properties) {
                return new Failure(properties);
            };

            /**
             * Encodes the specified Failure message. Does not implicitly {@link cortexwire.v1.Failure.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {cortexwire.v1.Failure.$Properties} message Failure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Failure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.detail);
                if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.count);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Failure message, length delimited. Does not implicitly {@link cortexwire.v1.Failure.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {cortexwire.v1.Failure.$Properties} message Failure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Failure.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Failure.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Failure();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.count = value;
                            else
                                delete message.count;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Failure message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Failure.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Failure message.
             * @function verify
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Failure.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    if (!$util.isInteger(message.count))
                        return "count: integer expected";
                return null;
            };

            /**
             * Creates a Failure message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Failure} Failure
             */
            Failure.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Failure)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Failure: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Failure();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                if (object.count != null)
                    if ($Number(object.count) !== 0)
                        message.count = object.count >>> 0;
                return message;
            };

            /**
             * Creates a plain object from a Failure message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {cortexwire.v1.Failure} message Failure
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Failure.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.detail = "";
                    object.count = 0;
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                if (message.count != null && $Object.hasOwnProperty.call(message, "count"))
                    object.count = message.count;
                return object;
            };

            /**
             * Converts this Failure to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Failure
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Failure.prototype.toJSON = function() {
                return Failure.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Failure
             * @function getTypeUrl
             * @memberof cortexwire.v1.Failure
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Failure.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Failure";
            };

            return Failure;
        })();

        v1.Timing = (function() {

            /**
             * Properties of a Timing.
             * @typedef {Object} cortexwire.v1.Timing.$Properties
             * @property {number|null} [deviceTime] Timing deviceTime
             * @property {number|null} [deviceTimeServer] Timing deviceTimeServer
             * @property {number|null} [uncertainty] Timing uncertainty
             * @property {number|null} [received] Timing received
             * @property {number|null} [windowClosed] Timing windowClosed
             * @property {number|null} [queued] Timing queued
             * @property {number|null} [inferStart] Timing inferStart
             * @property {number|null} [inferEnd] Timing inferEnd
             * @property {number|null} [published] Timing published
             * @property {number|null} [ageOldest] Timing ageOldest
             * @property {number|null} [ageNewest] Timing ageNewest
             * @property {boolean|null} [replayed] Timing replayed
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Timing.
             * @memberof cortexwire.v1
             * @interface ITiming
             * @augments cortexwire.v1.Timing.$Properties
             * @deprecated Use cortexwire.v1.Timing.$Properties instead.
             */

            /**
             * Shape of a Timing.
             * @typedef {cortexwire.v1.Timing.$Properties} cortexwire.v1.Timing.$Shape
             */

            /**
             * Constructs a new Timing.
             * @memberof cortexwire.v1
             * @classdesc Represents a Timing.
             * @constructor
             * @param {cortexwire.v1.Timing.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Timing = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Timing deviceTime.
             * @member {number} deviceTime
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.deviceTime = 0;

            /**
             * Timing deviceTimeServer.
             * @member {number} deviceTimeServer
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.deviceTimeServer = 0;

            /**
             * Timing uncertainty.
             * @member {number} uncertainty
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.uncertainty = 0;

            /**
             * Timing received.
             * @member {number} received
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.received = 0;

            /**
             * Timing windowClosed.
             * @member {number} windowClosed
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.windowClosed = 0;

            /**
             * Timing queued.
             * @member {number} queued
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.queued = 0;

            /**
             * Timing inferStart.
             * @member {number} inferStart
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.inferStart = 0;

            /**
             * Timing inferEnd.
             * @member {number} inferEnd
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.inferEnd = 0;

            /**
             * Timing published.
             * @member {number} published
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.published = 0;

            /**
             * Timing ageOldest.
             * @member {number} ageOldest
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.ageOldest = 0;

            /**
             * Timing ageNewest.
             * @member {number} ageNewest
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.ageNewest = 0;

            /**
             * Timing replayed.
             * @member {boolean} replayed
             * @memberof cortexwire.v1.Timing
             * @instance
             */
            Timing.prototype.replayed = false;

            /**
             * Creates a new Timing instance using the specified properties.
             * @function create
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {cortexwire.v1.Timing.$Properties=} [properties] Properties to set
             * @returns {cortexwire.v1.Timing} Timing instance
             * @type {{
             *   (properties: cortexwire.v1.Timing.$Shape): cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape;
             *   (properties?: cortexwire.v1.Timing.$Properties): cortexwire.v1.Timing;
             * }}
             */
            Timing.create = function(properties) {
                return new Timing(properties);
            };

            /**
             * Encodes the specified Timing message. Does not implicitly {@link cortexwire.v1.Timing.verify|verify} messages.
             * @function encode
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {cortexwire.v1.Timing.$Properties} message Timing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Timing.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime") && !$Object.is(message.deviceTime, 0))
                    writer.uint32(/* id 1, wireType 1 =*/9).double(message.deviceTime);
                if (message.deviceTimeServer != null && $Object.hasOwnProperty.call(message, "deviceTimeServer") && !$Object.is(message.deviceTimeServer, 0))
                    writer.uint32(/* id 2, wireType 1 =*/17).double(message.deviceTimeServer);
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty") && !$Object.is(message.uncertainty, 0))
                    writer.uint32(/* id 3, wireType 1 =*/25).double(message.uncertainty);
                if (message.received != null && $Object.hasOwnProperty.call(message, "received") && !$Object.is(message.received, 0))
                    writer.uint32(/* id 4, wireType 1 =*/33).double(message.received);
                if (message.windowClosed != null && $Object.hasOwnProperty.call(message, "windowClosed") && !$Object.is(message.windowClosed, 0))
                    writer.uint32(/* id 5, wireType 1 =*/41).double(message.windowClosed);
                if (message.queued != null && $Object.hasOwnProperty.call(message, "queued") && !$Object.is(message.queued, 0))
                    writer.uint32(/* id 6, wireType 1 =*/49).double(message.queued);
                if (message.inferStart != null && $Object.hasOwnProperty.call(message, "inferStart") && !$Object.is(message.inferStart, 0))
                    writer.uint32(/* id 7, wireType 1 =*/57).double(message.inferStart);
                if (message.inferEnd != null && $Object.hasOwnProperty.call(message, "inferEnd") && !$Object.is(message.inferEnd, 0))
                    writer.uint32(/* id 8, wireType 1 =*/65).double(message.inferEnd);
                if (message.published != null && $Object.hasOwnProperty.call(message, "published") && !$Object.is(message.published, 0))
                    writer.uint32(/* id 9, wireType 1 =*/73).double(message.published);
                if (message.ageOldest != null && $Object.hasOwnProperty.call(message, "ageOldest") && !$Object.is(message.ageOldest, 0))
                    writer.uint32(/* id 10, wireType 1 =*/81).double(message.ageOldest);
                if (message.ageNewest != null && $Object.hasOwnProperty.call(message, "ageNewest") && !$Object.is(message.ageNewest, 0))
                    writer.uint32(/* id 11, wireType 1 =*/89).double(message.ageNewest);
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed") && message.replayed !== false)
                    writer.uint32(/* id 12, wireType 0 =*/96).bool(message.replayed);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Encodes the specified Timing message, length delimited. Does not implicitly {@link cortexwire.v1.Timing.verify|verify} messages.
             * @function encodeDelimited
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {cortexwire.v1.Timing.$Properties} message Timing message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Timing.encodeDelimited = function(message, writer) {
                return this.encode(message, (writer || $Writer.create()).fork()).ldelim();
            };

            /**
             * Decodes a Timing message from the specified reader or buffer.
             * @function decode
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape} Timing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Timing.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.cortexwire.v1.Timing();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.deviceTime = value;
                            else
                                delete message.deviceTime;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.deviceTimeServer = value;
                            else
                                delete message.deviceTimeServer;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.uncertainty = value;
                            else
                                delete message.uncertainty;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.received = value;
                            else
                                delete message.received;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.windowClosed = value;
                            else
                                delete message.windowClosed;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.queued = value;
                            else
                                delete message.queued;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.inferStart = value;
                            else
                                delete message.inferStart;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.inferEnd = value;
                            else
                                delete message.inferEnd;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.published = value;
                            else
                                delete message.published;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.ageOldest = value;
                            else
                                delete message.ageOldest;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 1)
                                break;
                            if (!$Object.is(value = reader.double(), 0))
                                message.ageNewest = value;
                            else
                                delete message.ageNewest;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.replayed = value;
                            else
                                delete message.replayed;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            /**
             * Decodes a Timing message from the specified reader or buffer, length delimited.
             * @function decodeDelimited
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape} Timing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Timing.decodeDelimited = function(reader) {
                if (!(reader instanceof $Reader))
                    reader = new $Reader(reader);
                return this.decode(reader, reader.size());
            };

            /**
             * Verifies a Timing message.
             * @function verify
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {Object.<string,*>} message Plain object to verify
             * @returns {string|null} `null` if valid, otherwise the reason why it is not
             */
            Timing.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime"))
                    if (typeof message.deviceTime !== "number")
                        return "deviceTime: number expected";
                if (message.deviceTimeServer != null && $Object.hasOwnProperty.call(message, "deviceTimeServer"))
                    if (typeof message.deviceTimeServer !== "number")
                        return "deviceTimeServer: number expected";
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty"))
                    if (typeof message.uncertainty !== "number")
                        return "uncertainty: number expected";
                if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                    if (typeof message.received !== "number")
                        return "received: number expected";
                if (message.windowClosed != null && $Object.hasOwnProperty.call(message, "windowClosed"))
                    if (typeof message.windowClosed !== "number")
                        return "windowClosed: number expected";
                if (message.queued != null && $Object.hasOwnProperty.call(message, "queued"))
                    if (typeof message.queued !== "number")
                        return "queued: number expected";
                if (message.inferStart != null && $Object.hasOwnProperty.call(message, "inferStart"))
                    if (typeof message.inferStart !== "number")
                        return "inferStart: number expected";
                if (message.inferEnd != null && $Object.hasOwnProperty.call(message, "inferEnd"))
                    if (typeof message.inferEnd !== "number")
                        return "inferEnd: number expected";
                if (message.published != null && $Object.hasOwnProperty.call(message, "published"))
                    if (typeof message.published !== "number")
                        return "published: number expected";
                if (message.ageOldest != null && $Object.hasOwnProperty.call(message, "ageOldest"))
                    if (typeof message.ageOldest !== "number")
                        return "ageOldest: number expected";
                if (message.ageNewest != null && $Object.hasOwnProperty.call(message, "ageNewest"))
                    if (typeof message.ageNewest !== "number")
                        return "ageNewest: number expected";
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    if (typeof message.replayed !== "boolean")
                        return "replayed: boolean expected";
                return null;
            };

            /**
             * Creates a Timing message from a plain object. Also converts values to their respective internal types.
             * @function fromObject
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {Object.<string,*>} object Plain object
             * @returns {cortexwire.v1.Timing} Timing
             */
            Timing.fromObject = function (object, _depth) {
                if (object instanceof $root.cortexwire.v1.Timing)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".cortexwire.v1.Timing: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.cortexwire.v1.Timing();
                if (object.deviceTime != null)
                    if (!$Object.is($Number(object.deviceTime), 0))
                        message.deviceTime = $Number(object.deviceTime);
                if (object.deviceTimeServer != null)
                    if (!$Object.is($Number(object.deviceTimeServer), 0))
                        message.deviceTimeServer = $Number(object.deviceTimeServer);
                if (object.uncertainty != null)
                    if (!$Object.is($Number(object.uncertainty), 0))
                        message.uncertainty = $Number(object.uncertainty);
                if (object.received != null)
                    if (!$Object.is($Number(object.received), 0))
                        message.received = $Number(object.received);
                if (object.windowClosed != null)
                    if (!$Object.is($Number(object.windowClosed), 0))
                        message.windowClosed = $Number(object.windowClosed);
                if (object.queued != null)
                    if (!$Object.is($Number(object.queued), 0))
                        message.queued = $Number(object.queued);
                if (object.inferStart != null)
                    if (!$Object.is($Number(object.inferStart), 0))
                        message.inferStart = $Number(object.inferStart);
                if (object.inferEnd != null)
                    if (!$Object.is($Number(object.inferEnd), 0))
                        message.inferEnd = $Number(object.inferEnd);
                if (object.published != null)
                    if (!$Object.is($Number(object.published), 0))
                        message.published = $Number(object.published);
                if (object.ageOldest != null)
                    if (!$Object.is($Number(object.ageOldest), 0))
                        message.ageOldest = $Number(object.ageOldest);
                if (object.ageNewest != null)
                    if (!$Object.is($Number(object.ageNewest), 0))
                        message.ageNewest = $Number(object.ageNewest);
                if (object.replayed != null)
                    if (object.replayed)
                        message.replayed = $Boolean(object.replayed);
                return message;
            };

            /**
             * Creates a plain object from a Timing message. Also converts values to other types if specified.
             * @function toObject
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {cortexwire.v1.Timing} message Timing
             * @param {$protobuf.IConversionOptions} [options] Conversion options
             * @returns {Object.<string,*>} Plain object
             */
            Timing.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.deviceTime = 0;
                    object.deviceTimeServer = 0;
                    object.uncertainty = 0;
                    object.received = 0;
                    object.windowClosed = 0;
                    object.queued = 0;
                    object.inferStart = 0;
                    object.inferEnd = 0;
                    object.published = 0;
                    object.ageOldest = 0;
                    object.ageNewest = 0;
                    object.replayed = false;
                }
                if (message.deviceTime != null && $Object.hasOwnProperty.call(message, "deviceTime"))
                    object.deviceTime = options.json && !$isFinite(message.deviceTime) ? $String(message.deviceTime) : message.deviceTime;
                if (message.deviceTimeServer != null && $Object.hasOwnProperty.call(message, "deviceTimeServer"))
                    object.deviceTimeServer = options.json && !$isFinite(message.deviceTimeServer) ? $String(message.deviceTimeServer) : message.deviceTimeServer;
                if (message.uncertainty != null && $Object.hasOwnProperty.call(message, "uncertainty"))
                    object.uncertainty = options.json && !$isFinite(message.uncertainty) ? $String(message.uncertainty) : message.uncertainty;
                if (message.received != null && $Object.hasOwnProperty.call(message, "received"))
                    object.received = options.json && !$isFinite(message.received) ? $String(message.received) : message.received;
                if (message.windowClosed != null && $Object.hasOwnProperty.call(message, "windowClosed"))
                    object.windowClosed = options.json && !$isFinite(message.windowClosed) ? $String(message.windowClosed) : message.windowClosed;
                if (message.queued != null && $Object.hasOwnProperty.call(message, "queued"))
                    object.queued = options.json && !$isFinite(message.queued) ? $String(message.queued) : message.queued;
                if (message.inferStart != null && $Object.hasOwnProperty.call(message, "inferStart"))
                    object.inferStart = options.json && !$isFinite(message.inferStart) ? $String(message.inferStart) : message.inferStart;
                if (message.inferEnd != null && $Object.hasOwnProperty.call(message, "inferEnd"))
                    object.inferEnd = options.json && !$isFinite(message.inferEnd) ? $String(message.inferEnd) : message.inferEnd;
                if (message.published != null && $Object.hasOwnProperty.call(message, "published"))
                    object.published = options.json && !$isFinite(message.published) ? $String(message.published) : message.published;
                if (message.ageOldest != null && $Object.hasOwnProperty.call(message, "ageOldest"))
                    object.ageOldest = options.json && !$isFinite(message.ageOldest) ? $String(message.ageOldest) : message.ageOldest;
                if (message.ageNewest != null && $Object.hasOwnProperty.call(message, "ageNewest"))
                    object.ageNewest = options.json && !$isFinite(message.ageNewest) ? $String(message.ageNewest) : message.ageNewest;
                if (message.replayed != null && $Object.hasOwnProperty.call(message, "replayed"))
                    object.replayed = message.replayed;
                return object;
            };

            /**
             * Converts this Timing to JSON.
             * @function toJSON
             * @memberof cortexwire.v1.Timing
             * @instance
             * @returns {Object.<string,*>} JSON object
             */
            Timing.prototype.toJSON = function() {
                return Timing.toObject(this, $protobuf.util.toJSONOptions);
            };

            /**
             * Gets the type url for Timing
             * @function getTypeUrl
             * @memberof cortexwire.v1.Timing
             * @static
             * @param {string} [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns {string} The type url
             */
            Timing.getTypeUrl = function(prefix) {
                if (prefix === $undefined)
                    prefix = "type.googleapis.com";
                return prefix + "/cortexwire.v1.Timing";
            };

            return Timing;
        })();

        return v1;
    })();

    return cortexwire;
})();

export {
  $root as default
};

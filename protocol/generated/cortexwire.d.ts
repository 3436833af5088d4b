import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace cortexwire. */
export namespace cortexwire {

    /** Namespace v1. */
    namespace v1 {

        /** ChannelKind enum. */
        enum ChannelKind {

            /** CHANNEL_KIND_UNSPECIFIED value */
            CHANNEL_KIND_UNSPECIFIED = 0,

            /** EEG value */
            EEG = 1,

            /** MAG value */
            MAG = 2,

            /** GRAD value */
            GRAD = 3,

            /** REF_MEG value */
            REF_MEG = 4,

            /** EOG value */
            EOG = 5,

            /** ECG value */
            ECG = 6,

            /** EMG value */
            EMG = 7,

            /** STIM value */
            STIM = 8,

            /** MISC value */
            MISC = 9
        }

        /** Unit enum. */
        enum Unit {

            /** UNIT_UNSPECIFIED value */
            UNIT_UNSPECIFIED = 0,

            /** VOLT value */
            VOLT = 1,

            /** MICROVOLT value */
            MICROVOLT = 2,

            /** TESLA value */
            TESLA = 3,

            /** FEMTOTESLA value */
            FEMTOTESLA = 4,

            /** TESLA_PER_METRE value */
            TESLA_PER_METRE = 5,

            /** FEMTOTESLA_PER_CENTIMETRE value */
            FEMTOTESLA_PER_CENTIMETRE = 6,

            /** DIMENSIONLESS value */
            DIMENSIONLESS = 7
        }

        /** SampleFormat enum. */
        enum SampleFormat {

            /** SAMPLE_FORMAT_UNSPECIFIED value */
            SAMPLE_FORMAT_UNSPECIFIED = 0,

            /** FLOAT32 value */
            FLOAT32 = 1,

            /** INT16 value */
            INT16 = 2,

            /** INT24 value */
            INT24 = 3
        }

        /** Pacing enum. */
        enum Pacing {

            /** LIVE value */
            LIVE = 0,

            /** REPLAY value */
            REPLAY = 1
        }

        /** From enum. */
        enum From {

            /** NOW value */
            NOW = 0,

            /** CURSOR value */
            CURSOR = 1,

            /** START value */
            START = 2
        }

        /** Policy enum. */
        enum Policy {

            /** LOSSLESS value */
            LOSSLESS = 0,

            /** LATEST value */
            LATEST = 1
        }

        /**
         * Properties of a Channel.
         * @deprecated Use cortexwire.v1.Channel.$Properties instead.
         */
        interface IChannel extends cortexwire.v1.Channel.$Properties {
        }

        /** Represents a Channel. */
        class Channel {

            /**
             * Constructs a new Channel.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Channel.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Channel name. */
            name: string;

            /** Channel kind. */
            kind: cortexwire.v1.ChannelKind;

            /** Channel unit. */
            unit: cortexwire.v1.Unit;

            /** Channel position. */
            position: number[];

            /** Channel orientation. */
            orientation: number[];

            /** Channel scale. */
            scale: number;

            /**
             * Creates a new Channel instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Channel instance
             */
            static create(properties: cortexwire.v1.Channel.$Shape): cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape;
            static create(properties?: cortexwire.v1.Channel.$Properties): cortexwire.v1.Channel;

            /**
             * Encodes the specified Channel message. Does not implicitly {@link cortexwire.v1.Channel.verify|verify} messages.
             * @param message Channel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Channel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Channel message, length delimited. Does not implicitly {@link cortexwire.v1.Channel.verify|verify} messages.
             * @param message Channel message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Channel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Channel message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape} Channel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape;

            /**
             * Decodes a Channel message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape} Channel
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Channel & cortexwire.v1.Channel.$Shape;

            /**
             * Verifies a Channel message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Channel message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Channel
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Channel;

            /**
             * Creates a plain object from a Channel message. Also converts values to other types if specified.
             * @param message Channel
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Channel, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Channel to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Channel
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Channel {

            /** Properties of a Channel. */
            interface $Properties {

                /** Channel name */
                name?: (string|null);

                /** Channel kind */
                kind?: (cortexwire.v1.ChannelKind|null);

                /** Channel unit */
                unit?: (cortexwire.v1.Unit|null);

                /** Channel position */
                position?: (number[]|null);

                /** Channel orientation */
                orientation?: (number[]|null);

                /** Channel scale */
                scale?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Channel. */
            type $Shape = cortexwire.v1.Channel.$Properties;
        }

        /**
         * Properties of a StreamInfo.
         * @deprecated Use cortexwire.v1.StreamInfo.$Properties instead.
         */
        interface IStreamInfo extends cortexwire.v1.StreamInfo.$Properties {
        }

        /** Represents a StreamInfo. */
        class StreamInfo {

            /**
             * Constructs a new StreamInfo.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.StreamInfo.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamInfo name. */
            name: string;

            /** StreamInfo sourceId. */
            sourceId: string;

            /** StreamInfo subject. */
            subject: string;

            /** StreamInfo session. */
            session: string;

            /** StreamInfo device. */
            device: string;

            /** StreamInfo sfreq. */
            sfreq: number;

            /** StreamInfo channels. */
            channels: cortexwire.v1.Channel.$Properties[];

            /** StreamInfo format. */
            format: cortexwire.v1.SampleFormat;

            /** StreamInfo simulated. */
            simulated: boolean;

            /**
             * Creates a new StreamInfo instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StreamInfo instance
             */
            static create(properties: cortexwire.v1.StreamInfo.$Shape): cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape;
            static create(properties?: cortexwire.v1.StreamInfo.$Properties): cortexwire.v1.StreamInfo;

            /**
             * Encodes the specified StreamInfo message. Does not implicitly {@link cortexwire.v1.StreamInfo.verify|verify} messages.
             * @param message StreamInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.StreamInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified StreamInfo message, length delimited. Does not implicitly {@link cortexwire.v1.StreamInfo.verify|verify} messages.
             * @param message StreamInfo message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.StreamInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamInfo message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape} StreamInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape;

            /**
             * Decodes a StreamInfo message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape} StreamInfo
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.StreamInfo & cortexwire.v1.StreamInfo.$Shape;

            /**
             * Verifies a StreamInfo message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StreamInfo message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StreamInfo
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.StreamInfo;

            /**
             * Creates a plain object from a StreamInfo message. Also converts values to other types if specified.
             * @param message StreamInfo
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.StreamInfo, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StreamInfo to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StreamInfo
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StreamInfo {

            /** Properties of a StreamInfo. */
            interface $Properties {

                /** StreamInfo name */
                name?: (string|null);

                /** StreamInfo sourceId */
                sourceId?: (string|null);

                /** StreamInfo subject */
                subject?: (string|null);

                /** StreamInfo session */
                session?: (string|null);

                /** StreamInfo device */
                device?: (string|null);

                /** StreamInfo sfreq */
                sfreq?: (number|null);

                /** StreamInfo channels */
                channels?: (cortexwire.v1.Channel.$Properties[]|null);

                /** StreamInfo format */
                format?: (cortexwire.v1.SampleFormat|null);

                /** StreamInfo simulated */
                simulated?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StreamInfo. */
            type $Shape = cortexwire.v1.StreamInfo.$Properties;
        }

        /**
         * Properties of a RigMessage.
         * @deprecated Use cortexwire.v1.RigMessage.$Properties instead.
         */
        interface IRigMessage extends cortexwire.v1.RigMessage.$Properties {
        }

        /** Represents a RigMessage. */
        class RigMessage {

            /**
             * Constructs a new RigMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.RigMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RigMessage open. */
            open?: (cortexwire.v1.OpenStream.$Properties|null);

            /** RigMessage samples. */
            samples?: (cortexwire.v1.Samples.$Properties|null);

            /** RigMessage marker. */
            marker?: (cortexwire.v1.Marker.$Properties|null);

            /** RigMessage probe. */
            probe?: (cortexwire.v1.TimeProbe.$Properties|null);

            /** RigMessage close. */
            close?: (cortexwire.v1.CloseStream.$Properties|null);

            /** RigMessage message. */
            message?: ("open"|"samples"|"marker"|"probe"|"close");

            /**
             * Creates a new RigMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RigMessage instance
             */
            static create(properties: cortexwire.v1.RigMessage.$Shape): cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape;
            static create(properties?: cortexwire.v1.RigMessage.$Properties): cortexwire.v1.RigMessage;

            /**
             * Encodes the specified RigMessage message. Does not implicitly {@link cortexwire.v1.RigMessage.verify|verify} messages.
             * @param message RigMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.RigMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified RigMessage message, length delimited. Does not implicitly {@link cortexwire.v1.RigMessage.verify|verify} messages.
             * @param message RigMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.RigMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RigMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape} RigMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape;

            /**
             * Decodes a RigMessage message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape} RigMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.RigMessage & cortexwire.v1.RigMessage.$Shape;

            /**
             * Verifies a RigMessage message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a RigMessage message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns RigMessage
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.RigMessage;

            /**
             * Creates a plain object from a RigMessage message. Also converts values to other types if specified.
             * @param message RigMessage
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.RigMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this RigMessage to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for RigMessage
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace RigMessage {

            /** Properties of a RigMessage. */
            interface $Properties {

                /** RigMessage open */
                open?: (cortexwire.v1.OpenStream.$Properties|null);

                /** RigMessage samples */
                samples?: (cortexwire.v1.Samples.$Properties|null);

                /** RigMessage marker */
                marker?: (cortexwire.v1.Marker.$Properties|null);

                /** RigMessage probe */
                probe?: (cortexwire.v1.TimeProbe.$Properties|null);

                /** RigMessage close */
                close?: (cortexwire.v1.CloseStream.$Properties|null);

                /** RigMessage message */
                message?: ("open"|"samples"|"marker"|"probe"|"close");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a RigMessage. */
            type $Shape = {
              open?: cortexwire.v1.OpenStream.$Shape|null;
              samples?: cortexwire.v1.Samples.$Shape|null;
              marker?: cortexwire.v1.Marker.$Shape|null;
              probe?: cortexwire.v1.TimeProbe.$Shape|null;
              close?: cortexwire.v1.CloseStream.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; open?: null; samples?: null; marker?: null; probe?: null; close?: null }|{ message?: "open"; open: cortexwire.v1.OpenStream.$Shape; samples?: null; marker?: null; probe?: null; close?: null }|{ message?: "samples"; open?: null; samples: cortexwire.v1.Samples.$Shape; marker?: null; probe?: null; close?: null }|{ message?: "marker"; open?: null; samples?: null; marker: cortexwire.v1.Marker.$Shape; probe?: null; close?: null }|{ message?: "probe"; open?: null; samples?: null; marker?: null; probe: cortexwire.v1.TimeProbe.$Shape; close?: null }|{ message?: "close"; open?: null; samples?: null; marker?: null; probe?: null; close: cortexwire.v1.CloseStream.$Shape })
            );
        }

        /**
         * Properties of an OpenStream.
         * @deprecated Use cortexwire.v1.OpenStream.$Properties instead.
         */
        interface IOpenStream extends cortexwire.v1.OpenStream.$Properties {
        }

        /** Represents an OpenStream. */
        class OpenStream {

            /**
             * Constructs a new OpenStream.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.OpenStream.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OpenStream info. */
            info?: (cortexwire.v1.StreamInfo.$Properties|null);

            /** OpenStream resumeToken. */
            resumeToken: string;

            /** OpenStream decoders. */
            decoders: string[];

            /** OpenStream pacing. */
            pacing: cortexwire.v1.Pacing;

            /** OpenStream client. */
            client: string;

            /**
             * Creates a new OpenStream instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OpenStream instance
             */
            static create(properties: cortexwire.v1.OpenStream.$Shape): cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape;
            static create(properties?: cortexwire.v1.OpenStream.$Properties): cortexwire.v1.OpenStream;

            /**
             * Encodes the specified OpenStream message. Does not implicitly {@link cortexwire.v1.OpenStream.verify|verify} messages.
             * @param message OpenStream message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.OpenStream.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified OpenStream message, length delimited. Does not implicitly {@link cortexwire.v1.OpenStream.verify|verify} messages.
             * @param message OpenStream message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.OpenStream.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OpenStream message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape} OpenStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape;

            /**
             * Decodes an OpenStream message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape} OpenStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.OpenStream & cortexwire.v1.OpenStream.$Shape;

            /**
             * Verifies an OpenStream message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an OpenStream message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns OpenStream
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.OpenStream;

            /**
             * Creates a plain object from an OpenStream message. Also converts values to other types if specified.
             * @param message OpenStream
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.OpenStream, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this OpenStream to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for OpenStream
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace OpenStream {

            /** Properties of an OpenStream. */
            interface $Properties {

                /** OpenStream info */
                info?: (cortexwire.v1.StreamInfo.$Properties|null);

                /** OpenStream resumeToken */
                resumeToken?: (string|null);

                /** OpenStream decoders */
                decoders?: (string[]|null);

                /** OpenStream pacing */
                pacing?: (cortexwire.v1.Pacing|null);

                /** OpenStream client */
                client?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OpenStream. */
            type $Shape = cortexwire.v1.OpenStream.$Properties;
        }

        /**
         * Properties of a Samples.
         * @deprecated Use cortexwire.v1.Samples.$Properties instead.
         */
        interface ISamples extends cortexwire.v1.Samples.$Properties {
        }

        /** Represents a Samples. */
        class Samples {

            /**
             * Constructs a new Samples.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Samples.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Samples sequence. */
            sequence: number;

            /** Samples firstSample. */
            firstSample: number;

            /** Samples deviceTime. */
            deviceTime: number;

            /** Samples data. */
            data: Uint8Array;

            /**
             * Creates a new Samples instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Samples instance
             */
            static create(properties: cortexwire.v1.Samples.$Shape): cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape;
            static create(properties?: cortexwire.v1.Samples.$Properties): cortexwire.v1.Samples;

            /**
             * Encodes the specified Samples message. Does not implicitly {@link cortexwire.v1.Samples.verify|verify} messages.
             * @param message Samples message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Samples.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Samples message, length delimited. Does not implicitly {@link cortexwire.v1.Samples.verify|verify} messages.
             * @param message Samples message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Samples.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Samples message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape} Samples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape;

            /**
             * Decodes a Samples message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape} Samples
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Samples & cortexwire.v1.Samples.$Shape;

            /**
             * Verifies a Samples message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Samples message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Samples
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Samples;

            /**
             * Creates a plain object from a Samples message. Also converts values to other types if specified.
             * @param message Samples
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Samples, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Samples to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Samples
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Samples {

            /** Properties of a Samples. */
            interface $Properties {

                /** Samples sequence */
                sequence?: (number|null);

                /** Samples firstSample */
                firstSample?: (number|null);

                /** Samples deviceTime */
                deviceTime?: (number|null);

                /** Samples data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Samples. */
            type $Shape = cortexwire.v1.Samples.$Properties;
        }

        /**
         * Properties of a Marker.
         * @deprecated Use cortexwire.v1.Marker.$Properties instead.
         */
        interface IMarker extends cortexwire.v1.Marker.$Properties {
        }

        /** Represents a Marker. */
        class Marker {

            /**
             * Constructs a new Marker.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Marker.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Marker sample. */
            sample?: (number|null);

            /** Marker deviceTime. */
            deviceTime?: (number|null);

            /** Marker description. */
            description: string;

            /** Marker value. */
            value: string;

            /** Marker duration. */
            duration: number;

            /** Marker id. */
            id: string;

            /** Marker onset. */
            onset?: ("sample"|"deviceTime");

            /**
             * Creates a new Marker instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Marker instance
             */
            static create(properties: cortexwire.v1.Marker.$Shape): cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape;
            static create(properties?: cortexwire.v1.Marker.$Properties): cortexwire.v1.Marker;

            /**
             * Encodes the specified Marker message. Does not implicitly {@link cortexwire.v1.Marker.verify|verify} messages.
             * @param message Marker message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Marker.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Marker message, length delimited. Does not implicitly {@link cortexwire.v1.Marker.verify|verify} messages.
             * @param message Marker message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Marker.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Marker message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape} Marker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape;

            /**
             * Decodes a Marker message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape} Marker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Marker & cortexwire.v1.Marker.$Shape;

            /**
             * Verifies a Marker message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Marker message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Marker
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Marker;

            /**
             * Creates a plain object from a Marker message. Also converts values to other types if specified.
             * @param message Marker
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Marker, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Marker to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Marker
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Marker {

            /** Properties of a Marker. */
            interface $Properties {

                /** Marker sample */
                sample?: (number|null);

                /** Marker deviceTime */
                deviceTime?: (number|null);

                /** Marker description */
                description?: (string|null);

                /** Marker value */
                value?: (string|null);

                /** Marker duration */
                duration?: (number|null);

                /** Marker id */
                id?: (string|null);

                /** Marker onset */
                onset?: ("sample"|"deviceTime");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Marker. */
            type $Shape = {
              sample?: number|null;
              deviceTime?: number|null;
              description?: string|null;
              value?: string|null;
              duration?: number|null;
              id?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ onset?: undefined; sample?: null; deviceTime?: null }|{ onset?: "sample"; sample: number; deviceTime?: null }|{ onset?: "deviceTime"; sample?: null; deviceTime: number })
            );
        }

        /**
         * Properties of a TimeProbe.
         * @deprecated Use cortexwire.v1.TimeProbe.$Properties instead.
         */
        interface ITimeProbe extends cortexwire.v1.TimeProbe.$Properties {
        }

        /** Represents a TimeProbe. */
        class TimeProbe {

            /**
             * Constructs a new TimeProbe.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.TimeProbe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TimeProbe id. */
            id: number;

            /** TimeProbe sent. */
            sent: number;

            /** TimeProbe answeredId. */
            answeredId: number;

            /** TimeProbe answeredAt. */
            answeredAt: number;

            /**
             * Creates a new TimeProbe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TimeProbe instance
             */
            static create(properties: cortexwire.v1.TimeProbe.$Shape): cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape;
            static create(properties?: cortexwire.v1.TimeProbe.$Properties): cortexwire.v1.TimeProbe;

            /**
             * Encodes the specified TimeProbe message. Does not implicitly {@link cortexwire.v1.TimeProbe.verify|verify} messages.
             * @param message TimeProbe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.TimeProbe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified TimeProbe message, length delimited. Does not implicitly {@link cortexwire.v1.TimeProbe.verify|verify} messages.
             * @param message TimeProbe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.TimeProbe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TimeProbe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape} TimeProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape;

            /**
             * Decodes a TimeProbe message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape} TimeProbe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.TimeProbe & cortexwire.v1.TimeProbe.$Shape;

            /**
             * Verifies a TimeProbe message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a TimeProbe message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns TimeProbe
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.TimeProbe;

            /**
             * Creates a plain object from a TimeProbe message. Also converts values to other types if specified.
             * @param message TimeProbe
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.TimeProbe, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this TimeProbe to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for TimeProbe
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TimeProbe {

            /** Properties of a TimeProbe. */
            interface $Properties {

                /** TimeProbe id */
                id?: (number|null);

                /** TimeProbe sent */
                sent?: (number|null);

                /** TimeProbe answeredId */
                answeredId?: (number|null);

                /** TimeProbe answeredAt */
                answeredAt?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TimeProbe. */
            type $Shape = cortexwire.v1.TimeProbe.$Properties;
        }

        /**
         * Properties of a CloseStream.
         * @deprecated Use cortexwire.v1.CloseStream.$Properties instead.
         */
        interface ICloseStream extends cortexwire.v1.CloseStream.$Properties {
        }

        /** Represents a CloseStream. */
        class CloseStream {

            /**
             * Constructs a new CloseStream.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.CloseStream.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CloseStream final. */
            final: boolean;

            /**
             * Creates a new CloseStream instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CloseStream instance
             */
            static create(properties: cortexwire.v1.CloseStream.$Shape): cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape;
            static create(properties?: cortexwire.v1.CloseStream.$Properties): cortexwire.v1.CloseStream;

            /**
             * Encodes the specified CloseStream message. Does not implicitly {@link cortexwire.v1.CloseStream.verify|verify} messages.
             * @param message CloseStream message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.CloseStream.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified CloseStream message, length delimited. Does not implicitly {@link cortexwire.v1.CloseStream.verify|verify} messages.
             * @param message CloseStream message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.CloseStream.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CloseStream message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape} CloseStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape;

            /**
             * Decodes a CloseStream message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape} CloseStream
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.CloseStream & cortexwire.v1.CloseStream.$Shape;

            /**
             * Verifies a CloseStream message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a CloseStream message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns CloseStream
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.CloseStream;

            /**
             * Creates a plain object from a CloseStream message. Also converts values to other types if specified.
             * @param message CloseStream
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.CloseStream, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this CloseStream to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for CloseStream
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace CloseStream {

            /** Properties of a CloseStream. */
            interface $Properties {

                /** CloseStream final */
                final?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CloseStream. */
            type $Shape = cortexwire.v1.CloseStream.$Properties;
        }

        /**
         * Properties of a ToRig.
         * @deprecated Use cortexwire.v1.ToRig.$Properties instead.
         */
        interface IToRig extends cortexwire.v1.ToRig.$Properties {
        }

        /** Represents a ToRig. */
        class ToRig {

            /**
             * Constructs a new ToRig.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.ToRig.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ToRig opened. */
            opened?: (cortexwire.v1.Opened.$Properties|null);

            /** ToRig ack. */
            ack?: (cortexwire.v1.Ack.$Properties|null);

            /** ToRig credit. */
            credit?: (cortexwire.v1.Credit.$Properties|null);

            /** ToRig probeAnswer. */
            probeAnswer?: (cortexwire.v1.TimeProbeAnswer.$Properties|null);

            /** ToRig notice. */
            notice?: (cortexwire.v1.Notice.$Properties|null);

            /** ToRig problem. */
            problem?: (cortexwire.v1.Problem.$Properties|null);

            /** ToRig drain. */
            drain?: (cortexwire.v1.Drain.$Properties|null);

            /** ToRig closed. */
            closed?: (cortexwire.v1.Closed.$Properties|null);

            /** ToRig message. */
            message?: ("opened"|"ack"|"credit"|"probeAnswer"|"notice"|"problem"|"drain"|"closed");

            /**
             * Creates a new ToRig instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ToRig instance
             */
            static create(properties: cortexwire.v1.ToRig.$Shape): cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape;
            static create(properties?: cortexwire.v1.ToRig.$Properties): cortexwire.v1.ToRig;

            /**
             * Encodes the specified ToRig message. Does not implicitly {@link cortexwire.v1.ToRig.verify|verify} messages.
             * @param message ToRig message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.ToRig.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ToRig message, length delimited. Does not implicitly {@link cortexwire.v1.ToRig.verify|verify} messages.
             * @param message ToRig message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.ToRig.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ToRig message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape} ToRig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape;

            /**
             * Decodes a ToRig message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape} ToRig
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.ToRig & cortexwire.v1.ToRig.$Shape;

            /**
             * Verifies a ToRig message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a ToRig message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ToRig
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.ToRig;

            /**
             * Creates a plain object from a ToRig message. Also converts values to other types if specified.
             * @param message ToRig
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.ToRig, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ToRig to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ToRig
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ToRig {

            /** Properties of a ToRig. */
            interface $Properties {

                /** ToRig opened */
                opened?: (cortexwire.v1.Opened.$Properties|null);

                /** ToRig ack */
                ack?: (cortexwire.v1.Ack.$Properties|null);

                /** ToRig credit */
                credit?: (cortexwire.v1.Credit.$Properties|null);

                /** ToRig probeAnswer */
                probeAnswer?: (cortexwire.v1.TimeProbeAnswer.$Properties|null);

                /** ToRig notice */
                notice?: (cortexwire.v1.Notice.$Properties|null);

                /** ToRig problem */
                problem?: (cortexwire.v1.Problem.$Properties|null);

                /** ToRig drain */
                drain?: (cortexwire.v1.Drain.$Properties|null);

                /** ToRig closed */
                closed?: (cortexwire.v1.Closed.$Properties|null);

                /** ToRig message */
                message?: ("opened"|"ack"|"credit"|"probeAnswer"|"notice"|"problem"|"drain"|"closed");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ToRig. */
            type $Shape = {
              opened?: cortexwire.v1.Opened.$Shape|null;
              ack?: cortexwire.v1.Ack.$Shape|null;
              credit?: cortexwire.v1.Credit.$Shape|null;
              probeAnswer?: cortexwire.v1.TimeProbeAnswer.$Shape|null;
              notice?: cortexwire.v1.Notice.$Shape|null;
              problem?: cortexwire.v1.Problem.$Shape|null;
              drain?: cortexwire.v1.Drain.$Shape|null;
              closed?: cortexwire.v1.Closed.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "opened"; opened: cortexwire.v1.Opened.$Shape; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "ack"; opened?: null; ack: cortexwire.v1.Ack.$Shape; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "credit"; opened?: null; ack?: null; credit: cortexwire.v1.Credit.$Shape; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "probeAnswer"; opened?: null; ack?: null; credit?: null; probeAnswer: cortexwire.v1.TimeProbeAnswer.$Shape; notice?: null; problem?: null; drain?: null; closed?: null }|{ message?: "notice"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice: cortexwire.v1.Notice.$Shape; problem?: null; drain?: null; closed?: null }|{ message?: "problem"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem: cortexwire.v1.Problem.$Shape; drain?: null; closed?: null }|{ message?: "drain"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain: cortexwire.v1.Drain.$Shape; closed?: null }|{ message?: "closed"; opened?: null; ack?: null; credit?: null; probeAnswer?: null; notice?: null; problem?: null; drain?: null; closed: cortexwire.v1.Closed.$Shape })
            );
        }

        /**
         * Properties of an Opened.
         * @deprecated Use cortexwire.v1.Opened.$Properties instead.
         */
        interface IOpened extends cortexwire.v1.Opened.$Properties {
        }

        /** Represents an Opened. */
        class Opened {

            /**
             * Constructs a new Opened.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Opened.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Opened stream. */
            stream: string;

            /** Opened resumeToken. */
            resumeToken: string;

            /** Opened nextSample. */
            nextSample: number;

            /** Opened resumed. */
            resumed: boolean;

            /** Opened limits. */
            limits?: (cortexwire.v1.Limits.$Properties|null);

            /** Opened decoders. */
            decoders: cortexwire.v1.DecoderOffer.$Properties[];

            /** Opened unixOffset. */
            unixOffset: number;

            /** Opened credit. */
            credit: number;

            /**
             * Creates a new Opened instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Opened instance
             */
            static create(properties: cortexwire.v1.Opened.$Shape): cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape;
            static create(properties?: cortexwire.v1.Opened.$Properties): cortexwire.v1.Opened;

            /**
             * Encodes the specified Opened message. Does not implicitly {@link cortexwire.v1.Opened.verify|verify} messages.
             * @param message Opened message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Opened.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Opened message, length delimited. Does not implicitly {@link cortexwire.v1.Opened.verify|verify} messages.
             * @param message Opened message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Opened.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Opened message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape} Opened
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape;

            /**
             * Decodes an Opened message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape} Opened
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Opened & cortexwire.v1.Opened.$Shape;

            /**
             * Verifies an Opened message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Opened message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Opened
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Opened;

            /**
             * Creates a plain object from an Opened message. Also converts values to other types if specified.
             * @param message Opened
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Opened, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Opened to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Opened
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Opened {

            /** Properties of an Opened. */
            interface $Properties {

                /** Opened stream */
                stream?: (string|null);

                /** Opened resumeToken */
                resumeToken?: (string|null);

                /** Opened nextSample */
                nextSample?: (number|null);

                /** Opened resumed */
                resumed?: (boolean|null);

                /** Opened limits */
                limits?: (cortexwire.v1.Limits.$Properties|null);

                /** Opened decoders */
                decoders?: (cortexwire.v1.DecoderOffer.$Properties[]|null);

                /** Opened unixOffset */
                unixOffset?: (number|null);

                /** Opened credit */
                credit?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Opened. */
            type $Shape = cortexwire.v1.Opened.$Properties;
        }

        /**
         * Properties of a DecoderOffer.
         * @deprecated Use cortexwire.v1.DecoderOffer.$Properties instead.
         */
        interface IDecoderOffer extends cortexwire.v1.DecoderOffer.$Properties {
        }

        /** Represents a DecoderOffer. */
        class DecoderOffer {

            /**
             * Constructs a new DecoderOffer.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.DecoderOffer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DecoderOffer decoder. */
            decoder: string;

            /** DecoderOffer accepted. */
            accepted: boolean;

            /** DecoderOffer code. */
            code: string;

            /** DecoderOffer detail. */
            detail: string;

            /**
             * Creates a new DecoderOffer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DecoderOffer instance
             */
            static create(properties: cortexwire.v1.DecoderOffer.$Shape): cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape;
            static create(properties?: cortexwire.v1.DecoderOffer.$Properties): cortexwire.v1.DecoderOffer;

            /**
             * Encodes the specified DecoderOffer message. Does not implicitly {@link cortexwire.v1.DecoderOffer.verify|verify} messages.
             * @param message DecoderOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.DecoderOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified DecoderOffer message, length delimited. Does not implicitly {@link cortexwire.v1.DecoderOffer.verify|verify} messages.
             * @param message DecoderOffer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.DecoderOffer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DecoderOffer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape} DecoderOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape;

            /**
             * Decodes a DecoderOffer message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape} DecoderOffer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.DecoderOffer & cortexwire.v1.DecoderOffer.$Shape;

            /**
             * Verifies a DecoderOffer message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a DecoderOffer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DecoderOffer
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.DecoderOffer;

            /**
             * Creates a plain object from a DecoderOffer message. Also converts values to other types if specified.
             * @param message DecoderOffer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.DecoderOffer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DecoderOffer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for DecoderOffer
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DecoderOffer {

            /** Properties of a DecoderOffer. */
            interface $Properties {

                /** DecoderOffer decoder */
                decoder?: (string|null);

                /** DecoderOffer accepted */
                accepted?: (boolean|null);

                /** DecoderOffer code */
                code?: (string|null);

                /** DecoderOffer detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DecoderOffer. */
            type $Shape = cortexwire.v1.DecoderOffer.$Properties;
        }

        /**
         * Properties of a Limits.
         * @deprecated Use cortexwire.v1.Limits.$Properties instead.
         */
        interface ILimits extends cortexwire.v1.Limits.$Properties {
        }

        /** Represents a Limits. */
        class Limits {

            /**
             * Constructs a new Limits.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Limits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Limits maxMessageBytes. */
            maxMessageBytes: number;

            /** Limits maxChannels. */
            maxChannels: number;

            /** Limits maxSamplesPerFrame. */
            maxSamplesPerFrame: number;

            /** Limits maxSfreq. */
            maxSfreq: number;

            /**
             * Creates a new Limits instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Limits instance
             */
            static create(properties: cortexwire.v1.Limits.$Shape): cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape;
            static create(properties?: cortexwire.v1.Limits.$Properties): cortexwire.v1.Limits;

            /**
             * Encodes the specified Limits message. Does not implicitly {@link cortexwire.v1.Limits.verify|verify} messages.
             * @param message Limits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Limits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Limits message, length delimited. Does not implicitly {@link cortexwire.v1.Limits.verify|verify} messages.
             * @param message Limits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Limits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Limits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape;

            /**
             * Decodes a Limits message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Limits & cortexwire.v1.Limits.$Shape;

            /**
             * Verifies a Limits message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Limits message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Limits
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Limits;

            /**
             * Creates a plain object from a Limits message. Also converts values to other types if specified.
             * @param message Limits
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Limits, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Limits to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Limits
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Limits {

            /** Properties of a Limits. */
            interface $Properties {

                /** Limits maxMessageBytes */
                maxMessageBytes?: (number|null);

                /** Limits maxChannels */
                maxChannels?: (number|null);

                /** Limits maxSamplesPerFrame */
                maxSamplesPerFrame?: (number|null);

                /** Limits maxSfreq */
                maxSfreq?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Limits. */
            type $Shape = cortexwire.v1.Limits.$Properties;
        }

        /**
         * Properties of an Ack.
         * @deprecated Use cortexwire.v1.Ack.$Properties instead.
         */
        interface IAck extends cortexwire.v1.Ack.$Properties {
        }

        /** Represents an Ack. */
        class Ack {

            /**
             * Constructs a new Ack.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Ack.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Ack nextSample. */
            nextSample: number;

            /**
             * Creates a new Ack instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Ack instance
             */
            static create(properties: cortexwire.v1.Ack.$Shape): cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape;
            static create(properties?: cortexwire.v1.Ack.$Properties): cortexwire.v1.Ack;

            /**
             * Encodes the specified Ack message. Does not implicitly {@link cortexwire.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Ack message, length delimited. Does not implicitly {@link cortexwire.v1.Ack.verify|verify} messages.
             * @param message Ack message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Ack.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Ack message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape;

            /**
             * Decodes an Ack message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape} Ack
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Ack & cortexwire.v1.Ack.$Shape;

            /**
             * Verifies an Ack message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Ack message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Ack
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Ack;

            /**
             * Creates a plain object from an Ack message. Also converts values to other types if specified.
             * @param message Ack
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Ack, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Ack to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Ack
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Ack {

            /** Properties of an Ack. */
            interface $Properties {

                /** Ack nextSample */
                nextSample?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Ack. */
            type $Shape = cortexwire.v1.Ack.$Properties;
        }

        /**
         * Properties of a Credit.
         * @deprecated Use cortexwire.v1.Credit.$Properties instead.
         */
        interface ICredit extends cortexwire.v1.Credit.$Properties {
        }

        /** Represents a Credit. */
        class Credit {

            /**
             * Constructs a new Credit.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Credit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Credit untilSample. */
            untilSample: number;

            /**
             * Creates a new Credit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Credit instance
             */
            static create(properties: cortexwire.v1.Credit.$Shape): cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape;
            static create(properties?: cortexwire.v1.Credit.$Properties): cortexwire.v1.Credit;

            /**
             * Encodes the specified Credit message. Does not implicitly {@link cortexwire.v1.Credit.verify|verify} messages.
             * @param message Credit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Credit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Credit message, length delimited. Does not implicitly {@link cortexwire.v1.Credit.verify|verify} messages.
             * @param message Credit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Credit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Credit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape} Credit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape;

            /**
             * Decodes a Credit message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape} Credit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Credit & cortexwire.v1.Credit.$Shape;

            /**
             * Verifies a Credit message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Credit message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Credit
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Credit;

            /**
             * Creates a plain object from a Credit message. Also converts values to other types if specified.
             * @param message Credit
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Credit, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Credit to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Credit
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Credit {

            /** Properties of a Credit. */
            interface $Properties {

                /** Credit untilSample */
                untilSample?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Credit. */
            type $Shape = cortexwire.v1.Credit.$Properties;
        }

        /**
         * Properties of a TimeProbeAnswer.
         * @deprecated Use cortexwire.v1.TimeProbeAnswer.$Properties instead.
         */
        interface ITimeProbeAnswer extends cortexwire.v1.TimeProbeAnswer.$Properties {
        }

        /** Represents a TimeProbeAnswer. */
        class TimeProbeAnswer {

            /**
             * Constructs a new TimeProbeAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.TimeProbeAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TimeProbeAnswer id. */
            id: number;

            /** TimeProbeAnswer received. */
            received: number;

            /** TimeProbeAnswer sent. */
            sent: number;

            /** TimeProbeAnswer offset. */
            offset: number;

            /** TimeProbeAnswer drift. */
            drift: number;

            /** TimeProbeAnswer reference. */
            reference: number;

            /** TimeProbeAnswer uncertainty. */
            uncertainty: number;

            /**
             * Creates a new TimeProbeAnswer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TimeProbeAnswer instance
             */
            static create(properties: cortexwire.v1.TimeProbeAnswer.$Shape): cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape;
            static create(properties?: cortexwire.v1.TimeProbeAnswer.$Properties): cortexwire.v1.TimeProbeAnswer;

            /**
             * Encodes the specified TimeProbeAnswer message. Does not implicitly {@link cortexwire.v1.TimeProbeAnswer.verify|verify} messages.
             * @param message TimeProbeAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.TimeProbeAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified TimeProbeAnswer message, length delimited. Does not implicitly {@link cortexwire.v1.TimeProbeAnswer.verify|verify} messages.
             * @param message TimeProbeAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.TimeProbeAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TimeProbeAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape} TimeProbeAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape;

            /**
             * Decodes a TimeProbeAnswer message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape} TimeProbeAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.TimeProbeAnswer & cortexwire.v1.TimeProbeAnswer.$Shape;

            /**
             * Verifies a TimeProbeAnswer message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a TimeProbeAnswer message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns TimeProbeAnswer
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.TimeProbeAnswer;

            /**
             * Creates a plain object from a TimeProbeAnswer message. Also converts values to other types if specified.
             * @param message TimeProbeAnswer
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.TimeProbeAnswer, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this TimeProbeAnswer to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for TimeProbeAnswer
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TimeProbeAnswer {

            /** Properties of a TimeProbeAnswer. */
            interface $Properties {

                /** TimeProbeAnswer id */
                id?: (number|null);

                /** TimeProbeAnswer received */
                received?: (number|null);

                /** TimeProbeAnswer sent */
                sent?: (number|null);

                /** TimeProbeAnswer offset */
                offset?: (number|null);

                /** TimeProbeAnswer drift */
                drift?: (number|null);

                /** TimeProbeAnswer reference */
                reference?: (number|null);

                /** TimeProbeAnswer uncertainty */
                uncertainty?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TimeProbeAnswer. */
            type $Shape = cortexwire.v1.TimeProbeAnswer.$Properties;
        }

        /** NoticeKind enum. */
        enum NoticeKind {

            /** NOTICE_KIND_UNSPECIFIED value */
            NOTICE_KIND_UNSPECIFIED = 0,

            /** GAP value */
            GAP = 1,

            /** CLOCK_STEP value */
            CLOCK_STEP = 2,

            /** FLAT_CHANNEL value */
            FLAT_CHANNEL = 3,

            /** SATURATED_CHANNEL value */
            SATURATED_CHANNEL = 4,

            /** CHANNEL_RECOVERED value */
            CHANNEL_RECOVERED = 5,

            /** CATCHING_UP value */
            CATCHING_UP = 6,

            /** CAUGHT_UP value */
            CAUGHT_UP = 7,

            /** JOURNAL_FULL value */
            JOURNAL_FULL = 8,

            /** JOURNAL_RESUMED value */
            JOURNAL_RESUMED = 9,

            /** STREAM_OPENED value */
            STREAM_OPENED = 10,

            /** STREAM_CLOSED value */
            STREAM_CLOSED = 11,

            /** RIG_LOST value */
            RIG_LOST = 12,

            /** RIG_RESUMED value */
            RIG_RESUMED = 13,

            /** REPLAY_DIFFERS value */
            REPLAY_DIFFERS = 14,

            /** DUPLICATE_SAMPLES value */
            DUPLICATE_SAMPLES = 15
        }

        /**
         * Properties of a Notice.
         * @deprecated Use cortexwire.v1.Notice.$Properties instead.
         */
        interface INotice extends cortexwire.v1.Notice.$Properties {
        }

        /** Represents a Notice. */
        class Notice {

            /**
             * Constructs a new Notice.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Notice.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Notice kind. */
            kind: cortexwire.v1.NoticeKind;

            /** Notice stream. */
            stream: string;

            /** Notice start. */
            start: number;

            /** Notice end. */
            end: number;

            /** Notice channels. */
            channels: string[];

            /** Notice value. */
            value: number;

            /** Notice detail. */
            detail: string;

            /**
             * Creates a new Notice instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Notice instance
             */
            static create(properties: cortexwire.v1.Notice.$Shape): cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape;
            static create(properties?: cortexwire.v1.Notice.$Properties): cortexwire.v1.Notice;

            /**
             * Encodes the specified Notice message. Does not implicitly {@link cortexwire.v1.Notice.verify|verify} messages.
             * @param message Notice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Notice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Notice message, length delimited. Does not implicitly {@link cortexwire.v1.Notice.verify|verify} messages.
             * @param message Notice message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Notice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Notice message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape;

            /**
             * Decodes a Notice message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape} Notice
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Notice & cortexwire.v1.Notice.$Shape;

            /**
             * Verifies a Notice message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Notice message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Notice
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Notice;

            /**
             * Creates a plain object from a Notice message. Also converts values to other types if specified.
             * @param message Notice
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Notice, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Notice to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Notice
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Notice {

            /** Properties of a Notice. */
            interface $Properties {

                /** Notice kind */
                kind?: (cortexwire.v1.NoticeKind|null);

                /** Notice stream */
                stream?: (string|null);

                /** Notice start */
                start?: (number|null);

                /** Notice end */
                end?: (number|null);

                /** Notice channels */
                channels?: (string[]|null);

                /** Notice value */
                value?: (number|null);

                /** Notice detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Notice. */
            type $Shape = cortexwire.v1.Notice.$Properties;
        }

        /**
         * Properties of a Problem.
         * @deprecated Use cortexwire.v1.Problem.$Properties instead.
         */
        interface IProblem extends cortexwire.v1.Problem.$Properties {
        }

        /** Represents a Problem. */
        class Problem {

            /**
             * Constructs a new Problem.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Problem.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Problem code. */
            code: string;

            /** Problem detail. */
            detail: string;

            /** Problem fatal. */
            fatal: boolean;

            /**
             * Creates a new Problem instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Problem instance
             */
            static create(properties: cortexwire.v1.Problem.$Shape): cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape;
            static create(properties?: cortexwire.v1.Problem.$Properties): cortexwire.v1.Problem;

            /**
             * Encodes the specified Problem message. Does not implicitly {@link cortexwire.v1.Problem.verify|verify} messages.
             * @param message Problem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Problem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Problem message, length delimited. Does not implicitly {@link cortexwire.v1.Problem.verify|verify} messages.
             * @param message Problem message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Problem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Problem message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape} Problem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape;

            /**
             * Decodes a Problem message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape} Problem
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Problem & cortexwire.v1.Problem.$Shape;

            /**
             * Verifies a Problem message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Problem message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Problem
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Problem;

            /**
             * Creates a plain object from a Problem message. Also converts values to other types if specified.
             * @param message Problem
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Problem, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Problem to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Problem
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Problem {

            /** Properties of a Problem. */
            interface $Properties {

                /** Problem code */
                code?: (string|null);

                /** Problem detail */
                detail?: (string|null);

                /** Problem fatal */
                fatal?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Problem. */
            type $Shape = cortexwire.v1.Problem.$Properties;
        }

        /**
         * Properties of a Drain.
         * @deprecated Use cortexwire.v1.Drain.$Properties instead.
         */
        interface IDrain extends cortexwire.v1.Drain.$Properties {
        }

        /** Represents a Drain. */
        class Drain {

            /**
             * Constructs a new Drain.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Drain.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Drain reconnectAfter. */
            reconnectAfter: number;

            /**
             * Creates a new Drain instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Drain instance
             */
            static create(properties: cortexwire.v1.Drain.$Shape): cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape;
            static create(properties?: cortexwire.v1.Drain.$Properties): cortexwire.v1.Drain;

            /**
             * Encodes the specified Drain message. Does not implicitly {@link cortexwire.v1.Drain.verify|verify} messages.
             * @param message Drain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Drain message, length delimited. Does not implicitly {@link cortexwire.v1.Drain.verify|verify} messages.
             * @param message Drain message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Drain.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Drain message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape;

            /**
             * Decodes a Drain message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape} Drain
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Drain & cortexwire.v1.Drain.$Shape;

            /**
             * Verifies a Drain message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Drain message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Drain
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Drain;

            /**
             * Creates a plain object from a Drain message. Also converts values to other types if specified.
             * @param message Drain
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Drain, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Drain to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Drain
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Drain {

            /** Properties of a Drain. */
            interface $Properties {

                /** Drain reconnectAfter */
                reconnectAfter?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Drain. */
            type $Shape = cortexwire.v1.Drain.$Properties;
        }

        /**
         * Properties of a Closed.
         * @deprecated Use cortexwire.v1.Closed.$Properties instead.
         */
        interface IClosed extends cortexwire.v1.Closed.$Properties {
        }

        /** Represents a Closed. */
        class Closed {

            /**
             * Constructs a new Closed.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Closed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Closed stream. */
            stream: string;

            /** Closed endSample. */
            endSample: number;

            /**
             * Creates a new Closed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Closed instance
             */
            static create(properties: cortexwire.v1.Closed.$Shape): cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape;
            static create(properties?: cortexwire.v1.Closed.$Properties): cortexwire.v1.Closed;

            /**
             * Encodes the specified Closed message. Does not implicitly {@link cortexwire.v1.Closed.verify|verify} messages.
             * @param message Closed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Closed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Closed message, length delimited. Does not implicitly {@link cortexwire.v1.Closed.verify|verify} messages.
             * @param message Closed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Closed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Closed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape} Closed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape;

            /**
             * Decodes a Closed message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape} Closed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Closed & cortexwire.v1.Closed.$Shape;

            /**
             * Verifies a Closed message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Closed message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Closed
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Closed;

            /**
             * Creates a plain object from a Closed message. Also converts values to other types if specified.
             * @param message Closed
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Closed, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Closed to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Closed
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Closed {

            /** Properties of a Closed. */
            interface $Properties {

                /** Closed stream */
                stream?: (string|null);

                /** Closed endSample */
                endSample?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Closed. */
            type $Shape = cortexwire.v1.Closed.$Properties;
        }

        /**
         * Properties of a ReaderMessage.
         * @deprecated Use cortexwire.v1.ReaderMessage.$Properties instead.
         */
        interface IReaderMessage extends cortexwire.v1.ReaderMessage.$Properties {
        }

        /** Represents a ReaderMessage. */
        class ReaderMessage {

            /**
             * Constructs a new ReaderMessage.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.ReaderMessage.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReaderMessage subscribe. */
            subscribe?: (cortexwire.v1.Subscribe.$Properties|null);

            /** ReaderMessage probe. */
            probe?: (cortexwire.v1.TimeProbe.$Properties|null);

            /** ReaderMessage message. */
            message?: ("subscribe"|"probe");

            /**
             * Creates a new ReaderMessage instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReaderMessage instance
             */
            static create(properties: cortexwire.v1.ReaderMessage.$Shape): cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape;
            static create(properties?: cortexwire.v1.ReaderMessage.$Properties): cortexwire.v1.ReaderMessage;

            /**
             * Encodes the specified ReaderMessage message. Does not implicitly {@link cortexwire.v1.ReaderMessage.verify|verify} messages.
             * @param message ReaderMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.ReaderMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ReaderMessage message, length delimited. Does not implicitly {@link cortexwire.v1.ReaderMessage.verify|verify} messages.
             * @param message ReaderMessage message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.ReaderMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReaderMessage message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape} ReaderMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape;

            /**
             * Decodes a ReaderMessage message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape} ReaderMessage
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.ReaderMessage & cortexwire.v1.ReaderMessage.$Shape;

            /**
             * Verifies a ReaderMessage message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a ReaderMessage message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ReaderMessage
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.ReaderMessage;

            /**
             * Creates a plain object from a ReaderMessage message. Also converts values to other types if specified.
             * @param message ReaderMessage
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.ReaderMessage, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ReaderMessage to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ReaderMessage
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReaderMessage {

            /** Properties of a ReaderMessage. */
            interface $Properties {

                /** ReaderMessage subscribe */
                subscribe?: (cortexwire.v1.Subscribe.$Properties|null);

                /** ReaderMessage probe */
                probe?: (cortexwire.v1.TimeProbe.$Properties|null);

                /** ReaderMessage message */
                message?: ("subscribe"|"probe");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ReaderMessage. */
            type $Shape = {
              subscribe?: cortexwire.v1.Subscribe.$Shape|null;
              probe?: cortexwire.v1.TimeProbe.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; subscribe?: null; probe?: null }|{ message?: "subscribe"; subscribe: cortexwire.v1.Subscribe.$Shape; probe?: null }|{ message?: "probe"; subscribe?: null; probe: cortexwire.v1.TimeProbe.$Shape })
            );
        }

        /**
         * Properties of a Subscribe.
         * @deprecated Use cortexwire.v1.Subscribe.$Properties instead.
         */
        interface ISubscribe extends cortexwire.v1.Subscribe.$Properties {
        }

        /** Represents a Subscribe. */
        class Subscribe {

            /**
             * Constructs a new Subscribe.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Subscribe.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribe stream. */
            stream: string;

            /** Subscribe subject. */
            subject: string;

            /** Subscribe decoder. */
            decoder: string;

            /** Subscribe kind. */
            kind: string;

            /** Subscribe from. */
            from: cortexwire.v1.From;

            /** Subscribe cursor. */
            cursor: string;

            /** Subscribe policy. */
            policy: cortexwire.v1.Policy;

            /** Subscribe client. */
            client: string;

            /**
             * Creates a new Subscribe instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribe instance
             */
            static create(properties: cortexwire.v1.Subscribe.$Shape): cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape;
            static create(properties?: cortexwire.v1.Subscribe.$Properties): cortexwire.v1.Subscribe;

            /**
             * Encodes the specified Subscribe message. Does not implicitly {@link cortexwire.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Subscribe message, length delimited. Does not implicitly {@link cortexwire.v1.Subscribe.verify|verify} messages.
             * @param message Subscribe message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Subscribe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribe message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape;

            /**
             * Decodes a Subscribe message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape} Subscribe
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Subscribe & cortexwire.v1.Subscribe.$Shape;

            /**
             * Verifies a Subscribe message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Subscribe message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Subscribe
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Subscribe;

            /**
             * Creates a plain object from a Subscribe message. Also converts values to other types if specified.
             * @param message Subscribe
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Subscribe, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Subscribe to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Subscribe
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Subscribe {

            /** Properties of a Subscribe. */
            interface $Properties {

                /** Subscribe stream */
                stream?: (string|null);

                /** Subscribe subject */
                subject?: (string|null);

                /** Subscribe decoder */
                decoder?: (string|null);

                /** Subscribe kind */
                kind?: (string|null);

                /** Subscribe from */
                from?: (cortexwire.v1.From|null);

                /** Subscribe cursor */
                cursor?: (string|null);

                /** Subscribe policy */
                policy?: (cortexwire.v1.Policy|null);

                /** Subscribe client */
                client?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribe. */
            type $Shape = cortexwire.v1.Subscribe.$Properties;
        }

        /**
         * Properties of a ToReader.
         * @deprecated Use cortexwire.v1.ToReader.$Properties instead.
         */
        interface IToReader extends cortexwire.v1.ToReader.$Properties {
        }

        /** Represents a ToReader. */
        class ToReader {

            /**
             * Constructs a new ToReader.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.ToReader.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ToReader subscribed. */
            subscribed?: (cortexwire.v1.Subscribed.$Properties|null);

            /** ToReader decode. */
            decode?: (cortexwire.v1.Decode.$Properties|null);

            /** ToReader notice. */
            notice?: (cortexwire.v1.Notice.$Properties|null);

            /** ToReader dropped. */
            dropped?: (cortexwire.v1.Dropped.$Properties|null);

            /** ToReader problem. */
            problem?: (cortexwire.v1.Problem.$Properties|null);

            /** ToReader drain. */
            drain?: (cortexwire.v1.Drain.$Properties|null);

            /** ToReader probeAnswer. */
            probeAnswer?: (cortexwire.v1.TimeProbeAnswer.$Properties|null);

            /** ToReader message. */
            message?: ("subscribed"|"decode"|"notice"|"dropped"|"problem"|"drain"|"probeAnswer");

            /**
             * Creates a new ToReader instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ToReader instance
             */
            static create(properties: cortexwire.v1.ToReader.$Shape): cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape;
            static create(properties?: cortexwire.v1.ToReader.$Properties): cortexwire.v1.ToReader;

            /**
             * Encodes the specified ToReader message. Does not implicitly {@link cortexwire.v1.ToReader.verify|verify} messages.
             * @param message ToReader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.ToReader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified ToReader message, length delimited. Does not implicitly {@link cortexwire.v1.ToReader.verify|verify} messages.
             * @param message ToReader message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.ToReader.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ToReader message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape} ToReader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape;

            /**
             * Decodes a ToReader message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape} ToReader
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.ToReader & cortexwire.v1.ToReader.$Shape;

            /**
             * Verifies a ToReader message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a ToReader message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns ToReader
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.ToReader;

            /**
             * Creates a plain object from a ToReader message. Also converts values to other types if specified.
             * @param message ToReader
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.ToReader, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this ToReader to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for ToReader
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ToReader {

            /** Properties of a ToReader. */
            interface $Properties {

                /** ToReader subscribed */
                subscribed?: (cortexwire.v1.Subscribed.$Properties|null);

                /** ToReader decode */
                decode?: (cortexwire.v1.Decode.$Properties|null);

                /** ToReader notice */
                notice?: (cortexwire.v1.Notice.$Properties|null);

                /** ToReader dropped */
                dropped?: (cortexwire.v1.Dropped.$Properties|null);

                /** ToReader problem */
                problem?: (cortexwire.v1.Problem.$Properties|null);

                /** ToReader drain */
                drain?: (cortexwire.v1.Drain.$Properties|null);

                /** ToReader probeAnswer */
                probeAnswer?: (cortexwire.v1.TimeProbeAnswer.$Properties|null);

                /** ToReader message */
                message?: ("subscribed"|"decode"|"notice"|"dropped"|"problem"|"drain"|"probeAnswer");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a ToReader. */
            type $Shape = {
              subscribed?: cortexwire.v1.Subscribed.$Shape|null;
              decode?: cortexwire.v1.Decode.$Shape|null;
              notice?: cortexwire.v1.Notice.$Shape|null;
              dropped?: cortexwire.v1.Dropped.$Shape|null;
              problem?: cortexwire.v1.Problem.$Shape|null;
              drain?: cortexwire.v1.Drain.$Shape|null;
              probeAnswer?: cortexwire.v1.TimeProbeAnswer.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ message?: undefined; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "subscribed"; subscribed: cortexwire.v1.Subscribed.$Shape; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "decode"; subscribed?: null; decode: cortexwire.v1.Decode.$Shape; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "notice"; subscribed?: null; decode?: null; notice: cortexwire.v1.Notice.$Shape; dropped?: null; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "dropped"; subscribed?: null; decode?: null; notice?: null; dropped: cortexwire.v1.Dropped.$Shape; problem?: null; drain?: null; probeAnswer?: null }|{ message?: "problem"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem: cortexwire.v1.Problem.$Shape; drain?: null; probeAnswer?: null }|{ message?: "drain"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain: cortexwire.v1.Drain.$Shape; probeAnswer?: null }|{ message?: "probeAnswer"; subscribed?: null; decode?: null; notice?: null; dropped?: null; problem?: null; drain?: null; probeAnswer: cortexwire.v1.TimeProbeAnswer.$Shape })
            );
        }

        /**
         * Properties of a Subscribed.
         * @deprecated Use cortexwire.v1.Subscribed.$Properties instead.
         */
        interface ISubscribed extends cortexwire.v1.Subscribed.$Properties {
        }

        /** Represents a Subscribed. */
        class Subscribed {

            /**
             * Constructs a new Subscribed.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Subscribed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Subscribed cursor. */
            cursor: string;

            /** Subscribed unixOffset. */
            unixOffset: number;

            /** Subscribed streams. */
            streams: cortexwire.v1.StreamSummary.$Properties[];

            /**
             * Creates a new Subscribed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Subscribed instance
             */
            static create(properties: cortexwire.v1.Subscribed.$Shape): cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape;
            static create(properties?: cortexwire.v1.Subscribed.$Properties): cortexwire.v1.Subscribed;

            /**
             * Encodes the specified Subscribed message. Does not implicitly {@link cortexwire.v1.Subscribed.verify|verify} messages.
             * @param message Subscribed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Subscribed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Subscribed message, length delimited. Does not implicitly {@link cortexwire.v1.Subscribed.verify|verify} messages.
             * @param message Subscribed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Subscribed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Subscribed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape;

            /**
             * Decodes a Subscribed message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape} Subscribed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Subscribed & cortexwire.v1.Subscribed.$Shape;

            /**
             * Verifies a Subscribed message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Subscribed message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Subscribed
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Subscribed;

            /**
             * Creates a plain object from a Subscribed message. Also converts values to other types if specified.
             * @param message Subscribed
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Subscribed, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Subscribed to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Subscribed
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Subscribed {

            /** Properties of a Subscribed. */
            interface $Properties {

                /** Subscribed cursor */
                cursor?: (string|null);

                /** Subscribed unixOffset */
                unixOffset?: (number|null);

                /** Subscribed streams */
                streams?: (cortexwire.v1.StreamSummary.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Subscribed. */
            type $Shape = cortexwire.v1.Subscribed.$Properties;
        }

        /**
         * Properties of a StreamSummary.
         * @deprecated Use cortexwire.v1.StreamSummary.$Properties instead.
         */
        interface IStreamSummary extends cortexwire.v1.StreamSummary.$Properties {
        }

        /** Represents a StreamSummary. */
        class StreamSummary {

            /**
             * Constructs a new StreamSummary.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.StreamSummary.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** StreamSummary stream. */
            stream: string;

            /** StreamSummary name. */
            name: string;

            /** StreamSummary subject. */
            subject: string;

            /** StreamSummary simulated. */
            simulated: boolean;

            /** StreamSummary sfreq. */
            sfreq: number;

            /** StreamSummary nChannels. */
            nChannels: number;

            /** StreamSummary decoders. */
            decoders: string[];

            /**
             * Creates a new StreamSummary instance using the specified properties.
             * @param [properties] Properties to set
             * @returns StreamSummary instance
             */
            static create(properties: cortexwire.v1.StreamSummary.$Shape): cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape;
            static create(properties?: cortexwire.v1.StreamSummary.$Properties): cortexwire.v1.StreamSummary;

            /**
             * Encodes the specified StreamSummary message. Does not implicitly {@link cortexwire.v1.StreamSummary.verify|verify} messages.
             * @param message StreamSummary message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.StreamSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified StreamSummary message, length delimited. Does not implicitly {@link cortexwire.v1.StreamSummary.verify|verify} messages.
             * @param message StreamSummary message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.StreamSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a StreamSummary message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape} StreamSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape;

            /**
             * Decodes a StreamSummary message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape} StreamSummary
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.StreamSummary & cortexwire.v1.StreamSummary.$Shape;

            /**
             * Verifies a StreamSummary message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a StreamSummary message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns StreamSummary
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.StreamSummary;

            /**
             * Creates a plain object from a StreamSummary message. Also converts values to other types if specified.
             * @param message StreamSummary
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.StreamSummary, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this StreamSummary to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for StreamSummary
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace StreamSummary {

            /** Properties of a StreamSummary. */
            interface $Properties {

                /** StreamSummary stream */
                stream?: (string|null);

                /** StreamSummary name */
                name?: (string|null);

                /** StreamSummary subject */
                subject?: (string|null);

                /** StreamSummary simulated */
                simulated?: (boolean|null);

                /** StreamSummary sfreq */
                sfreq?: (number|null);

                /** StreamSummary nChannels */
                nChannels?: (number|null);

                /** StreamSummary decoders */
                decoders?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a StreamSummary. */
            type $Shape = cortexwire.v1.StreamSummary.$Properties;
        }

        /**
         * Properties of a Dropped.
         * @deprecated Use cortexwire.v1.Dropped.$Properties instead.
         */
        interface IDropped extends cortexwire.v1.Dropped.$Properties {
        }

        /** Represents a Dropped. */
        class Dropped {

            /**
             * Constructs a new Dropped.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Dropped.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Dropped stream. */
            stream: string;

            /** Dropped decoder. */
            decoder: string;

            /** Dropped count. */
            count: number;

            /**
             * Creates a new Dropped instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Dropped instance
             */
            static create(properties: cortexwire.v1.Dropped.$Shape): cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape;
            static create(properties?: cortexwire.v1.Dropped.$Properties): cortexwire.v1.Dropped;

            /**
             * Encodes the specified Dropped message. Does not implicitly {@link cortexwire.v1.Dropped.verify|verify} messages.
             * @param message Dropped message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Dropped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Dropped message, length delimited. Does not implicitly {@link cortexwire.v1.Dropped.verify|verify} messages.
             * @param message Dropped message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Dropped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Dropped message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape} Dropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape;

            /**
             * Decodes a Dropped message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape} Dropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Dropped & cortexwire.v1.Dropped.$Shape;

            /**
             * Verifies a Dropped message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Dropped message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Dropped
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Dropped;

            /**
             * Creates a plain object from a Dropped message. Also converts values to other types if specified.
             * @param message Dropped
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Dropped, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Dropped to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Dropped
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Dropped {

            /** Properties of a Dropped. */
            interface $Properties {

                /** Dropped stream */
                stream?: (string|null);

                /** Dropped decoder */
                decoder?: (string|null);

                /** Dropped count */
                count?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Dropped. */
            type $Shape = cortexwire.v1.Dropped.$Properties;
        }

        /**
         * Properties of a Decode.
         * @deprecated Use cortexwire.v1.Decode.$Properties instead.
         */
        interface IDecode extends cortexwire.v1.Decode.$Properties {
        }

        /** Represents a Decode. */
        class Decode {

            /**
             * Constructs a new Decode.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Decode.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Decode stream. */
            stream: string;

            /** Decode decoder. */
            decoder: string;

            /** Decode sequence. */
            sequence: number;

            /** Decode cursor. */
            cursor: string;

            /** Decode payload. */
            payload?: (cortexwire.v1.Payload.$Properties|null);

            /** Decode timing. */
            timing?: (cortexwire.v1.Timing.$Properties|null);

            /**
             * Creates a new Decode instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Decode instance
             */
            static create(properties: cortexwire.v1.Decode.$Shape): cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape;
            static create(properties?: cortexwire.v1.Decode.$Properties): cortexwire.v1.Decode;

            /**
             * Encodes the specified Decode message. Does not implicitly {@link cortexwire.v1.Decode.verify|verify} messages.
             * @param message Decode message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Decode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Decode message, length delimited. Does not implicitly {@link cortexwire.v1.Decode.verify|verify} messages.
             * @param message Decode message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Decode.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Decode message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape} Decode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape;

            /**
             * Decodes a Decode message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape} Decode
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Decode & cortexwire.v1.Decode.$Shape;

            /**
             * Verifies a Decode message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Decode message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Decode
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Decode;

            /**
             * Creates a plain object from a Decode message. Also converts values to other types if specified.
             * @param message Decode
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Decode, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Decode to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Decode
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Decode {

            /** Properties of a Decode. */
            interface $Properties {

                /** Decode stream */
                stream?: (string|null);

                /** Decode decoder */
                decoder?: (string|null);

                /** Decode sequence */
                sequence?: (number|null);

                /** Decode cursor */
                cursor?: (string|null);

                /** Decode payload */
                payload?: (cortexwire.v1.Payload.$Properties|null);

                /** Decode timing */
                timing?: (cortexwire.v1.Timing.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Decode. */
            type $Shape = {
              stream?: string|null;
              decoder?: string|null;
              sequence?: number|null;
              cursor?: string|null;
              payload?: cortexwire.v1.Payload.$Shape|null;
              timing?: cortexwire.v1.Timing.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a Payload.
         * @deprecated Use cortexwire.v1.Payload.$Properties instead.
         */
        interface IPayload extends cortexwire.v1.Payload.$Properties {
        }

        /** Represents a Payload. */
        class Payload {

            /**
             * Constructs a new Payload.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Payload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Payload start. */
            start: number;

            /** Payload end. */
            end: number;

            /** Payload window. */
            window: number;

            /** Payload step. */
            step: number;

            /** Payload final. */
            final: boolean;

            /** Payload kind. */
            kind: string;

            /** Payload classes. */
            classes?: (cortexwire.v1.Classes.$Properties|null);

            /** Payload text. */
            text?: (cortexwire.v1.Text.$Properties|null);

            /** Payload candidates. */
            candidates?: (cortexwire.v1.Candidates.$Properties|null);

            /** Payload embedding. */
            embedding?: (cortexwire.v1.Tensor.$Properties|null);

            /** Payload signal. */
            signal?: (cortexwire.v1.Tensor.$Properties|null);

            /** Payload failure. */
            failure?: (cortexwire.v1.Failure.$Properties|null);

            /** Payload missing. */
            missing: number;

            /** Payload truth. */
            truth: string;

            /** Payload marker. */
            marker: string;

            /** Payload result. */
            result?: ("classes"|"text"|"candidates"|"embedding"|"signal"|"failure");

            /**
             * Creates a new Payload instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Payload instance
             */
            static create(properties: cortexwire.v1.Payload.$Shape): cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape;
            static create(properties?: cortexwire.v1.Payload.$Properties): cortexwire.v1.Payload;

            /**
             * Encodes the specified Payload message. Does not implicitly {@link cortexwire.v1.Payload.verify|verify} messages.
             * @param message Payload message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Payload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Payload message, length delimited. Does not implicitly {@link cortexwire.v1.Payload.verify|verify} messages.
             * @param message Payload message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Payload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Payload message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape;

            /**
             * Decodes a Payload message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape} Payload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Payload & cortexwire.v1.Payload.$Shape;

            /**
             * Verifies a Payload message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Payload message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Payload
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Payload;

            /**
             * Creates a plain object from a Payload message. Also converts values to other types if specified.
             * @param message Payload
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Payload, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Payload to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Payload
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Payload {

            /** Properties of a Payload. */
            interface $Properties {

                /** Payload start */
                start?: (number|null);

                /** Payload end */
                end?: (number|null);

                /** Payload window */
                window?: (number|null);

                /** Payload step */
                step?: (number|null);

                /** Payload final */
                final?: (boolean|null);

                /** Payload kind */
                kind?: (string|null);

                /** Payload classes */
                classes?: (cortexwire.v1.Classes.$Properties|null);

                /** Payload text */
                text?: (cortexwire.v1.Text.$Properties|null);

                /** Payload candidates */
                candidates?: (cortexwire.v1.Candidates.$Properties|null);

                /** Payload embedding */
                embedding?: (cortexwire.v1.Tensor.$Properties|null);

                /** Payload signal */
                signal?: (cortexwire.v1.Tensor.$Properties|null);

                /** Payload failure */
                failure?: (cortexwire.v1.Failure.$Properties|null);

                /** Payload missing */
                missing?: (number|null);

                /** Payload truth */
                truth?: (string|null);

                /** Payload marker */
                marker?: (string|null);

                /** Payload result */
                result?: ("classes"|"text"|"candidates"|"embedding"|"signal"|"failure");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Payload. */
            type $Shape = {
              start?: number|null;
              end?: number|null;
              window?: number|null;
              step?: number|null;
              final?: boolean|null;
              kind?: string|null;
              classes?: cortexwire.v1.Classes.$Shape|null;
              text?: cortexwire.v1.Text.$Shape|null;
              candidates?: cortexwire.v1.Candidates.$Shape|null;
              embedding?: cortexwire.v1.Tensor.$Shape|null;
              signal?: cortexwire.v1.Tensor.$Shape|null;
              failure?: cortexwire.v1.Failure.$Shape|null;
              missing?: number|null;
              truth?: string|null;
              marker?: string|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ result?: undefined; classes?: null; text?: null; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "classes"; classes: cortexwire.v1.Classes.$Shape; text?: null; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "text"; classes?: null; text: cortexwire.v1.Text.$Shape; candidates?: null; embedding?: null; signal?: null; failure?: null }|{ result?: "candidates"; classes?: null; text?: null; candidates: cortexwire.v1.Candidates.$Shape; embedding?: null; signal?: null; failure?: null }|{ result?: "embedding"; classes?: null; text?: null; candidates?: null; embedding: cortexwire.v1.Tensor.$Shape; signal?: null; failure?: null }|{ result?: "signal"; classes?: null; text?: null; candidates?: null; embedding?: null; signal: cortexwire.v1.Tensor.$Shape; failure?: null }|{ result?: "failure"; classes?: null; text?: null; candidates?: null; embedding?: null; signal?: null; failure: cortexwire.v1.Failure.$Shape })
            );
        }

        /**
         * Properties of a Scored.
         * @deprecated Use cortexwire.v1.Scored.$Properties instead.
         */
        interface IScored extends cortexwire.v1.Scored.$Properties {
        }

        /** Represents a Scored. */
        class Scored {

            /**
             * Constructs a new Scored.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Scored.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Scored label. */
            label: string;

            /** Scored score. */
            score: number;

            /** Scored probability. */
            probability: number;

            /**
             * Creates a new Scored instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Scored instance
             */
            static create(properties: cortexwire.v1.Scored.$Shape): cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape;
            static create(properties?: cortexwire.v1.Scored.$Properties): cortexwire.v1.Scored;

            /**
             * Encodes the specified Scored message. Does not implicitly {@link cortexwire.v1.Scored.verify|verify} messages.
             * @param message Scored message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Scored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Scored message, length delimited. Does not implicitly {@link cortexwire.v1.Scored.verify|verify} messages.
             * @param message Scored message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Scored.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Scored message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape} Scored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape;

            /**
             * Decodes a Scored message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape} Scored
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Scored & cortexwire.v1.Scored.$Shape;

            /**
             * Verifies a Scored message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Scored message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Scored
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Scored;

            /**
             * Creates a plain object from a Scored message. Also converts values to other types if specified.
             * @param message Scored
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Scored, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Scored to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Scored
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Scored {

            /** Properties of a Scored. */
            interface $Properties {

                /** Scored label */
                label?: (string|null);

                /** Scored score */
                score?: (number|null);

                /** Scored probability */
                probability?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Scored. */
            type $Shape = cortexwire.v1.Scored.$Properties;
        }

        /**
         * Properties of a Classes.
         * @deprecated Use cortexwire.v1.Classes.$Properties instead.
         */
        interface IClasses extends cortexwire.v1.Classes.$Properties {
        }

        /** Represents a Classes. */
        class Classes {

            /**
             * Constructs a new Classes.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Classes.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Classes label. */
            label: string;

            /** Classes scores. */
            scores: cortexwire.v1.Scored.$Properties[];

            /**
             * Creates a new Classes instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Classes instance
             */
            static create(properties: cortexwire.v1.Classes.$Shape): cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape;
            static create(properties?: cortexwire.v1.Classes.$Properties): cortexwire.v1.Classes;

            /**
             * Encodes the specified Classes message. Does not implicitly {@link cortexwire.v1.Classes.verify|verify} messages.
             * @param message Classes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Classes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Classes message, length delimited. Does not implicitly {@link cortexwire.v1.Classes.verify|verify} messages.
             * @param message Classes message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Classes.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Classes message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape} Classes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape;

            /**
             * Decodes a Classes message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape} Classes
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Classes & cortexwire.v1.Classes.$Shape;

            /**
             * Verifies a Classes message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Classes message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Classes
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Classes;

            /**
             * Creates a plain object from a Classes message. Also converts values to other types if specified.
             * @param message Classes
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Classes, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Classes to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Classes
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Classes {

            /** Properties of a Classes. */
            interface $Properties {

                /** Classes label */
                label?: (string|null);

                /** Classes scores */
                scores?: (cortexwire.v1.Scored.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Classes. */
            type $Shape = cortexwire.v1.Classes.$Properties;
        }

        /**
         * Properties of a Candidates.
         * @deprecated Use cortexwire.v1.Candidates.$Properties instead.
         */
        interface ICandidates extends cortexwire.v1.Candidates.$Properties {
        }

        /** Represents a Candidates. */
        class Candidates {

            /**
             * Constructs a new Candidates.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Candidates.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Candidates best. */
            best: cortexwire.v1.Scored.$Properties[];

            /** Candidates labels. */
            labels: cortexwire.v1.Scored.$Properties[];

            /** Candidates repetitions. */
            repetitions: number;

            /**
             * Creates a new Candidates instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Candidates instance
             */
            static create(properties: cortexwire.v1.Candidates.$Shape): cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape;
            static create(properties?: cortexwire.v1.Candidates.$Properties): cortexwire.v1.Candidates;

            /**
             * Encodes the specified Candidates message. Does not implicitly {@link cortexwire.v1.Candidates.verify|verify} messages.
             * @param message Candidates message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Candidates.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Candidates message, length delimited. Does not implicitly {@link cortexwire.v1.Candidates.verify|verify} messages.
             * @param message Candidates message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Candidates.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Candidates message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape} Candidates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape;

            /**
             * Decodes a Candidates message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape} Candidates
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Candidates & cortexwire.v1.Candidates.$Shape;

            /**
             * Verifies a Candidates message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Candidates message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Candidates
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Candidates;

            /**
             * Creates a plain object from a Candidates message. Also converts values to other types if specified.
             * @param message Candidates
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Candidates, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Candidates to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Candidates
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Candidates {

            /** Properties of a Candidates. */
            interface $Properties {

                /** Candidates best */
                best?: (cortexwire.v1.Scored.$Properties[]|null);

                /** Candidates labels */
                labels?: (cortexwire.v1.Scored.$Properties[]|null);

                /** Candidates repetitions */
                repetitions?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Candidates. */
            type $Shape = cortexwire.v1.Candidates.$Properties;
        }

        /**
         * Properties of a Text.
         * @deprecated Use cortexwire.v1.Text.$Properties instead.
         */
        interface IText extends cortexwire.v1.Text.$Properties {
        }

        /** Represents a Text. */
        class Text {

            /**
             * Constructs a new Text.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Text.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Text committed. */
            committed: string;

            /** Text provisional. */
            provisional: string;

            /** Text revision. */
            revision: number;

            /** Text nBest. */
            nBest: cortexwire.v1.Scored.$Properties[];

            /**
             * Creates a new Text instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Text instance
             */
            static create(properties: cortexwire.v1.Text.$Shape): cortexwire.v1.Text & cortexwire.v1.Text.$Shape;
            static create(properties?: cortexwire.v1.Text.$Properties): cortexwire.v1.Text;

            /**
             * Encodes the specified Text message. Does not implicitly {@link cortexwire.v1.Text.verify|verify} messages.
             * @param message Text message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Text.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Text message, length delimited. Does not implicitly {@link cortexwire.v1.Text.verify|verify} messages.
             * @param message Text message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Text.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Text message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Text & cortexwire.v1.Text.$Shape} Text
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Text & cortexwire.v1.Text.$Shape;

            /**
             * Decodes a Text message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Text & cortexwire.v1.Text.$Shape} Text
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Text & cortexwire.v1.Text.$Shape;

            /**
             * Verifies a Text message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Text message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Text
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Text;

            /**
             * Creates a plain object from a Text message. Also converts values to other types if specified.
             * @param message Text
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Text, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Text to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Text
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Text {

            /** Properties of a Text. */
            interface $Properties {

                /** Text committed */
                committed?: (string|null);

                /** Text provisional */
                provisional?: (string|null);

                /** Text revision */
                revision?: (number|null);

                /** Text nBest */
                nBest?: (cortexwire.v1.Scored.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Text. */
            type $Shape = cortexwire.v1.Text.$Properties;
        }

        /**
         * Properties of a Tensor.
         * @deprecated Use cortexwire.v1.Tensor.$Properties instead.
         */
        interface ITensor extends cortexwire.v1.Tensor.$Properties {
        }

        /** Represents a Tensor. */
        class Tensor {

            /**
             * Constructs a new Tensor.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Tensor.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Tensor shape. */
            shape: number[];

            /** Tensor data. */
            data: Uint8Array;

            /** Tensor half. */
            half: boolean;

            /**
             * Creates a new Tensor instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Tensor instance
             */
            static create(properties: cortexwire.v1.Tensor.$Shape): cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape;
            static create(properties?: cortexwire.v1.Tensor.$Properties): cortexwire.v1.Tensor;

            /**
             * Encodes the specified Tensor message. Does not implicitly {@link cortexwire.v1.Tensor.verify|verify} messages.
             * @param message Tensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Tensor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Tensor message, length delimited. Does not implicitly {@link cortexwire.v1.Tensor.verify|verify} messages.
             * @param message Tensor message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Tensor.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Tensor message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape;

            /**
             * Decodes a Tensor message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape} Tensor
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Tensor & cortexwire.v1.Tensor.$Shape;

            /**
             * Verifies a Tensor message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Tensor message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Tensor
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Tensor;

            /**
             * Creates a plain object from a Tensor message. Also converts values to other types if specified.
             * @param message Tensor
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Tensor, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Tensor to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Tensor
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Tensor {

            /** Properties of a Tensor. */
            interface $Properties {

                /** Tensor shape */
                shape?: (number[]|null);

                /** Tensor data */
                data?: (Uint8Array|null);

                /** Tensor half */
                half?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Tensor. */
            type $Shape = cortexwire.v1.Tensor.$Properties;
        }

        /**
         * Properties of a Failure.
         * @deprecated Use cortexwire.v1.Failure.$Properties instead.
         */
        interface IFailure extends cortexwire.v1.Failure.$Properties {
        }

        /** Represents a Failure. */
        class Failure {

            /**
             * Constructs a new Failure.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Failure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Failure code. */
            code: string;

            /** Failure detail. */
            detail: string;

            /** Failure count. */
            count: number;

            /**
             * Creates a new Failure instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Failure instance
             */
            static create(properties: cortexwire.v1.Failure.$Shape): cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape;
            static create(properties?: cortexwire.v1.Failure.$Properties): cortexwire.v1.Failure;

            /**
             * Encodes the specified Failure message. Does not implicitly {@link cortexwire.v1.Failure.verify|verify} messages.
             * @param message Failure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Failure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Failure message, length delimited. Does not implicitly {@link cortexwire.v1.Failure.verify|verify} messages.
             * @param message Failure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Failure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape;

            /**
             * Decodes a Failure message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Failure & cortexwire.v1.Failure.$Shape;

            /**
             * Verifies a Failure message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Failure message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Failure
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Failure;

            /**
             * Creates a plain object from a Failure message. Also converts values to other types if specified.
             * @param message Failure
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Failure, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Failure to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Failure
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Failure {

            /** Properties of a Failure. */
            interface $Properties {

                /** Failure code */
                code?: (string|null);

                /** Failure detail */
                detail?: (string|null);

                /** Failure count */
                count?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Failure. */
            type $Shape = cortexwire.v1.Failure.$Properties;
        }

        /**
         * Properties of a Timing.
         * @deprecated Use cortexwire.v1.Timing.$Properties instead.
         */
        interface ITiming extends cortexwire.v1.Timing.$Properties {
        }

        /** Represents a Timing. */
        class Timing {

            /**
             * Constructs a new Timing.
             * @param [properties] Properties to set
             */
            constructor(properties?: cortexwire.v1.Timing.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Timing deviceTime. */
            deviceTime: number;

            /** Timing deviceTimeServer. */
            deviceTimeServer: number;

            /** Timing uncertainty. */
            uncertainty: number;

            /** Timing received. */
            received: number;

            /** Timing windowClosed. */
            windowClosed: number;

            /** Timing queued. */
            queued: number;

            /** Timing inferStart. */
            inferStart: number;

            /** Timing inferEnd. */
            inferEnd: number;

            /** Timing published. */
            published: number;

            /** Timing ageOldest. */
            ageOldest: number;

            /** Timing ageNewest. */
            ageNewest: number;

            /** Timing replayed. */
            replayed: boolean;

            /**
             * Creates a new Timing instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Timing instance
             */
            static create(properties: cortexwire.v1.Timing.$Shape): cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape;
            static create(properties?: cortexwire.v1.Timing.$Properties): cortexwire.v1.Timing;

            /**
             * Encodes the specified Timing message. Does not implicitly {@link cortexwire.v1.Timing.verify|verify} messages.
             * @param message Timing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: cortexwire.v1.Timing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Encodes the specified Timing message, length delimited. Does not implicitly {@link cortexwire.v1.Timing.verify|verify} messages.
             * @param message Timing message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encodeDelimited(message: cortexwire.v1.Timing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Timing message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape} Timing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape;

            /**
             * Decodes a Timing message from the specified reader or buffer, length delimited.
             * @param reader Reader or buffer to decode from
             * @returns {cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape} Timing
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decodeDelimited(reader: ($protobuf.Reader|Uint8Array)): cortexwire.v1.Timing & cortexwire.v1.Timing.$Shape;

            /**
             * Verifies a Timing message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Timing message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Timing
             */
            static fromObject(object: { [k: string]: any }): cortexwire.v1.Timing;

            /**
             * Creates a plain object from a Timing message. Also converts values to other types if specified.
             * @param message Timing
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: cortexwire.v1.Timing, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Timing to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };

            /**
             * Gets the type url for Timing
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace Timing {

            /** Properties of a Timing. */
            interface $Properties {

                /** Timing deviceTime */
                deviceTime?: (number|null);

                /** Timing deviceTimeServer */
                deviceTimeServer?: (number|null);

                /** Timing uncertainty */
                uncertainty?: (number|null);

                /** Timing received */
                received?: (number|null);

                /** Timing windowClosed */
                windowClosed?: (number|null);

                /** Timing queued */
                queued?: (number|null);

                /** Timing inferStart */
                inferStart?: (number|null);

                /** Timing inferEnd */
                inferEnd?: (number|null);

                /** Timing published */
                published?: (number|null);

                /** Timing ageOldest */
                ageOldest?: (number|null);

                /** Timing ageNewest */
                ageNewest?: (number|null);

                /** Timing replayed */
                replayed?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Timing. */
            type $Shape = cortexwire.v1.Timing.$Properties;
        }
    }
}

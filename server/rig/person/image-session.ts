import { randomBelow, randomKey, randomNormal, randomOrder } from './counter-random.js';
import { eventColumns } from './event-moments.js';
import type { SimulatedEvent } from './event-moments.js';
import { orthonormalColumns } from './orthonormal.js';
import { DRAW, N_FEATURES, WORLD_KEY } from './person.js';
import { FIRST_TEST_SESSION, SESSION_DRAW, sessionKey, toMillisecond } from './session.js';
import type { PlannedMarker, SessionIdentity, SessionPlan } from './session.js';

const N_TEST_IMAGES = 200;
/** Images that training sessions draw from. */
const N_TRAINING_IMAGES = 100_000;
/** s */
const LEAD_IN = 2;
const INTERVAL = 1.5;
const LEAD_OUT = 0.5;
const SHOWN = 0.5;

const AMPLITUDE_DEVIATION = 0.15;
/** s */
const DELAY_DEVIATION = 0.008;

/** Vectors of images fall off as 1 / (1 + i / FALL) along their axes. */
const FALL = 12;
/** What the field knows of is taken from vectors of this length, whatever length is asked for. */
const SEEN_DIMENSIONS = 128;

/**
 * A person looks at images, one after the other. Test sessions show the 200 test images in a drawn order; training
 * sessions others.
 * @param nImages shown; absent: 200 in test sessions, 400 in others
 */
export function planImages(identity: SessionIdentity, nImages: number | undefined, nDimensions: number): SessionPlan {
  const key = sessionKey(identity, 'images');
  const isTest = identity.session >= FIRST_TEST_SESSION;
  const shown = nImages ?? (isTest ? N_TEST_IMAGES : 2 * N_TEST_IMAGES);
  const numbers: number[] = [];
  for (let n = 0; numbers.length < shown; n++) {
    if (isTest) numbers.push(...randomOrder(randomKey(key, SESSION_DRAW.order, n), N_TEST_IMAGES));
    else numbers.push(N_TEST_IMAGES + randomBelow(randomKey(key, SESSION_DRAW.order), n, N_TRAINING_IMAGES));
  }
  numbers.length = shown;
  const images = isTest ? Array.from({ length: N_TEST_IMAGES }, (_, i) => i) : [...new Set(numbers)];
  const classOf = new Map(images.map((image, index) => [image, index]));
  const events: SimulatedEvent[] = [];
  const markers: PlannedMarker[] = [];
  numbers.forEach((image, n) => {
    const time = toMillisecond(LEAD_IN + n * INTERVAL);
    markers.push({ time, description: 'image', value: imageName(image), duration: SHOWN });
    events.push({
      time,
      class: classOf.get(image)!,
      amplitude: 1 + AMPLITUDE_DEVIATION * randomNormal(randomKey(key, SESSION_DRAW.amplitude), n),
      delay: DELAY_DEVIATION * randomNormal(randomKey(key, SESSION_DRAW.delay), n),
      group: n,
    });
  });
  const embedding = new Float32Array(images.length * nDimensions);
  images.forEach((image, c) => embedding.set(imageVector(image, nDimensions), c * nDimensions));
  const names = images.map(imageName);
  const bank = {
    names,
    labels: names,
    shape: [nDimensions],
    candidate: (index: number) => embedding.subarray(index * nDimensions, (index + 1) * nDimensions),
  };
  return {
    task: 'images',
    duration: LEAD_IN + shown * INTERVAL + LEAD_OUT,
    classes: names,
    features: imageFeatures(images),
    events: eventColumns(events),
    markers,
    retrieval: { nDimensions, embedding, ...(isTest ? { bank } : {}) },
  };
}

function imageName(image: number): string {
  return image < N_TEST_IMAGES
    ? `test ${String(image).padStart(3, '0')}`
    : `train ${String(image - N_TEST_IMAGES).padStart(5, '0')}`;
}

/** Vector of an image, length 1; another number of dimensions keeps its beginning but for the length. */
function imageVector(image: number, nDimensions: number): Float64Array {
  const key = randomKey(WORLD_KEY, DRAW.features, 2, image);
  const vector = Float64Array.from({ length: nDimensions }, (_, i) => randomNormal(key, i) / (1 + i / FALL));
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

/** What reaches the field: the twelve strongest axes of the vectors, turned and brought to about unit variance. */
function imageFeatures(images: readonly number[]): Float64Array {
  const turn = orthonormalColumns(randomKey(WORLD_KEY, DRAW.basis, 2), N_FEATURES, N_FEATURES);
  let [all, seen] = [0, 0];
  for (let i = 0; i < SEEN_DIMENSIONS; i++) {
    const power = 1 / (1 + i / FALL) ** 2;
    all += power;
    if (i < N_FEATURES) seen += power;
  }
  const unit = Math.sqrt((N_FEATURES * all) / seen);
  const features = new Float64Array(images.length * N_FEATURES);
  images.forEach((image, c) => {
    const vector = imageVector(image, SEEN_DIMENSIONS);
    for (let r = 0; r < N_FEATURES; r++) {
      let sum = 0;
      for (let i = 0; i < N_FEATURES; i++) sum += turn[r * N_FEATURES + i]! * vector[i]!;
      features[c * N_FEATURES + r] = unit * sum;
    }
  });
  return features;
}

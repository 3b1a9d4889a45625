/**
 * Target settings of the mouth for a phone: those of an adult man, before variation by speaker,
 * rate and chance.
 */
export interface Phone {
  /** Frequencies of the first three resonances in Hz. */
  readonly formants: readonly [number, number, number];
  /** Loudness of the voice, 0 to 1. */
  readonly voicing: number;
  /** Loudness of the noise at a constriction, 0 to 1. */
  readonly frication: number;
  /** Centre and bandwidth of the noise in Hz. */
  readonly noise: readonly [centre: number, width: number];
  /** Loudness of breath through the open mouth, 0 to 1. */
  readonly aspiration: number;
  readonly durationMs: number;
  /** True for nasal phones, whose resonances are wide and weak at high frequencies. */
  readonly nasal: boolean;
}

type Sound = Partial<Omit<Phone, 'formants' | 'durationMs'>>;

function phone(durationMs: number, formants: Phone['formants'], sound: Sound): Phone {
  return {
    voicing: 0,
    frication: 0,
    noise: [2500, 1000],
    aspiration: 0,
    nasal: false,
    durationMs,
    formants,
    ...sound,
  };
}

const vowel = { voicing: 1 };
const hiss: Phone['noise'] = [3700, 700];
const breath: Phone['noise'] = [2200, 2600];

/**
 * Formants after Peterson and Barney 1952 and Klatt 1980, rounded. Gliding vowels have one more
 * entry.
 */
const PHONES = {
  z: phone(85, [300, 1550, 2550], { voicing: 0.35, frication: 0.3, noise: hiss }),
  s: phone(120, [320, 1550, 2550], { frication: 0.45, noise: hiss }),
  f: phone(100, [330, 1050, 2200], { frication: 0.14, noise: [1500, 2600] }),
  v: phone(65, [280, 1050, 2200], { voicing: 0.3, frication: 0.05, noise: [1500, 2600] }),
  th: phone(90, [320, 1350, 2550], { frication: 0.1, noise: [2900, 2400] }),
  ih: phone(85, [400, 1900, 2550], vowel),
  iy: phone(150, [280, 2250, 2950], vowel),
  eh: phone(105, [560, 1770, 2490], vowel),
  ah: phone(125, [640, 1200, 2450], vowel),
  schwa: phone(65, [480, 1450, 2480], { voicing: 0.8 }),
  ao: phone(130, [560, 880, 2430], vowel),
  uw: phone(150, [320, 1000, 2250], vowel),
  fronted: phone(140, [310, 1500, 2350], vowel),
  ow1: phone(95, [500, 950, 2430], vowel),
  ow2: phone(105, [370, 820, 2350], { voicing: 0.9 }),
  ay1: phone(125, [720, 1200, 2500], vowel),
  ay2: phone(90, [400, 1950, 2600], { voicing: 0.9 }),
  ey1: phone(95, [490, 1900, 2530], vowel),
  ey2: phone(95, [330, 2200, 2750], { voicing: 0.9 }),
  r: phone(75, [340, 1100, 1600], { voicing: 0.75 }),
  w: phone(75, [300, 650, 2250], { voicing: 0.65 }),
  n: phone(90, [260, 1400, 2500], { voicing: 0.5, nasal: true }),
  closure: phone(55, [300, 1700, 2600], {}),
  t: phone(18, [330, 1750, 2650], { frication: 0.5, noise: [3200, 1500] }),
  k: phone(20, [330, 1900, 2450], { frication: 0.4, noise: [1900, 900] }),
  h: phone(35, [340, 1500, 2500], { aspiration: 0.25, noise: breath }),
} as const satisfies Readonly<Record<string, Phone>>;

type PhoneName = keyof typeof PHONES;

/** One pronunciation of a word. `share` is its relative frequency. */
interface Pronunciation {
  readonly share: number;
  readonly phones: readonly Phone[];
}

function say(share: number, phones: string): Pronunciation {
  return { share, phones: phones.split(' ').map((name) => PHONES[name as PhoneName]) };
}

/** Pronunciations of each digit [10]. The data set depends on their order and shares. */
export const DIGIT_PRONUNCIATIONS: readonly (readonly Pronunciation[])[] = [
  [say(4, 'z ih r ow1 ow2'), say(3, 'z iy r ow1 ow2'), say(1, 's ih r ow1 ow2')],
  [say(4, 'w ah n'), say(2, 'w ah schwa n'), say(1, 'w ao n')],
  [say(4, 'closure t h uw'), say(3, 'closure t h fronted uw'), say(1, 't h fronted')],
  [say(4, 'th r iy'), say(2, 'th r ih iy'), say(1, 'f r iy')],
  [say(4, 'f ao r'), say(2, 'f ow1 ow2 r'), say(2, 'f ao schwa')],
  [say(4, 'f ay1 ay2 v'), say(2, 'f ay1 ay2 f'), say(1, 'f ah ay2 v')],
  [say(4, 's ih closure k s'), say(2, 's ih k s'), say(1, 's eh closure k s')],
  [say(4, 's eh v schwa n'), say(2, 's eh v n'), say(1, 's ah v schwa n')],
  [say(4, 'ey1 ey2 closure t h'), say(3, 'ey1 ey2 closure'), say(1, 'eh ey2 closure t h')],
  [say(4, 'n ay1 ay2 n'), say(2, 'n ah ay2 n'), say(1, 'n ay1 ay2 n schwa')],
];

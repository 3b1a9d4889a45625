/** Characters of generated text. A character's place is its class, and its number at the input. */
export const CHARACTERS = ' ,.0123456789abcdefghiklmnopqrstuvwxy';

/** Number of characters that a network of text reads to predict the next one. */
export const CONTEXT_LENGTH = 32;

/** Keys of a link that `parseEmbed` reads. The page itself leaves them out of account. */
export const EMBED_KEYS = ['embed', 'ui', 'controls', 'theme'] as const;

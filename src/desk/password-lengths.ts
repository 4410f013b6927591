/** How long a password is, in characters, however many bytes they take; apart from the rest, so that the page can say it. */
export const SHORTEST = 12;
export const LONGEST = 128;

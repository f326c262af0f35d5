/** Where CODEOWNERS stands in a governance repository. */
export const CODEOWNERS = '.github/CODEOWNERS';

/** Where GitHub would look too (docs.github.com, "About code owners"); a file there is a problem, not a choice. */
export const STRAYS = ['CODEOWNERS', 'docs/CODEOWNERS'];

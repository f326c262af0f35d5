/**
 * Small letters of other scripts that fonts draw like Latin ones, after Unicode Technical Standard 39, section 4.
 * Only letters are listed that a whole word can be written with; words of mixed scripts are refused beforehand.
 */
const ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  ӏ: 'l',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  у: 'y',
  α: 'a',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  υ: 'u',
  χ: 'x',
  օ: 'o',
  ս: 'u',
  հ: 'h',
  ո: 'n',
  ı: 'i',
};

/** The text with each such letter as its Latin double: two texts with one skeleton look alike. */
export function skeleton(text: string): string {
  return Array.from(text, (character) => ALIKE[character] ?? character).join('');
}

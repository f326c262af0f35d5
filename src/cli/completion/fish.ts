import type { Shape } from './shape.ts';

/** For `countersign completion fish | source`. */
export function fishScript(shapes: readonly Shape[]): string {
  const known = shapes.flatMap(({ at }) => (at === '' ? [] : [fishQuoted(at)])).join(' ');
  return `function __countersign_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    if contains -- "$at $word" ${known}
      set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${shapes.flatMap(shapeLines).join('\n')}`;
}

function shapeLines({ at, commands, options, choices }: Shape): string[] {
  const here = `complete -c countersign -n ${fishQuoted(`__countersign_at ${fishQuoted(at)}`)}`;
  return [
    ...commands.map(({ name, description }) => `${here} -f -a ${name} -d ${fishQuoted(description)}`),
    ...choices.map((choice) => `${here} -f -a ${choice}`),
    ...options.map(({ name, description, value }) => {
      const takes = value === 'none' ? '' : value === 'any' ? ' -r' : ` -x -a ${fishQuoted(value.join(' '))}`;
      return `${here} -l ${name.slice('--'.length)}${takes} -d ${fishQuoted(description)}`;
    }),
  ];
}

/** Inside single quotes fish knows two escapes. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

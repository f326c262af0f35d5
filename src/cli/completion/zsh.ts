import { quoted, type Shape, valuesOf } from './shape.ts';

/** For `source <(countersign completion zsh)`, after `compinit`; or as a file `_countersign` in `fpath`. */
export function zshScript(shapes: readonly Shape[]): string {
  const { chosen, free } = valuesOf(shapes);
  return `#compdef countersign
_countersign() {
  local at= word
  local -a found
  for word in \${words[2,CURRENT-1]}; do
    case "$at $word" in
      (${shapes.flatMap(({ at }) => (at === '' ? [] : [quoted(at)])).join('|')}) at+=" $word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${chosen.map(({ word, choices }) => `    (${quoted(word)}) compadd -- ${choices.join(' ')}; return ;;`).join('\n')}
    (${free.map(quoted).join('|')}) _files; return ;;
  esac
  case "$at:\${words[CURRENT]}" in
${shapes.map(shapeCases).join('\n')}
  esac
  if (( $#found )); then _describe word found; else _files; fi
}
if [[ $funcstack[1] == _countersign ]]; then _countersign "$@"; else compdef _countersign countersign; fi`;
}

function shapeCases({ at, commands, options, choices }: Shape): string {
  const described = (words: readonly { name: string; description: string }[]) =>
    words.map(({ name, description }) => quoted(`${name}:${description}`)).join(' ');
  const words = `${described(commands)} ${choices.map(quoted).join(' ')}`.trim();
  return [
    `    (${quoted(`${at}:-`)}*) found=(${described(options)}) ;;`,
    `    (${quoted(`${at}:`)}*) found=(${words}) ;;`,
  ].join('\n');
}

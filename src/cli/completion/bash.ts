import { quoted, type Shape, valuesOf } from './shape.ts';

/** For `source <(countersign completion bash)`. What is no word of ours is completed as a file. */
export function bashScript(shapes: readonly Shape[]): string {
  const { chosen, free } = valuesOf(shapes);
  return `_countersign() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at= word words=
  COMPREPLY=()
  # bash takes \`--option=value\` for three words
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    case "$at $word" in
      ${shapes.flatMap(({ at }) => (at === '' ? [] : [quoted(at)])).join(' | ')}) at+=" $word" ;;
    esac
  done
  case "$at $prev" in
${chosen.map(({ word, choices }) => `    ${quoted(word)}) words=${quoted(choices.join(' '))} ;;`).join('\n')}
    ${free.map(quoted).join(' | ')}) return ;;
    *) case "$at:$cur" in
${shapes.map(shapeCases).join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _countersign countersign`;
}

function shapeCases({ at, commands, options, choices }: Shape): string {
  const words = [...commands.map(({ name }) => name), ...choices];
  const names = options.map(({ name }) => name);
  return [
    `      ${quoted(`${at}:-`)}*) words=${quoted(names.join(' '))} ;;`,
    `      ${quoted(`${at}:`)}*) words=${quoted(words.join(' '))} ;;`,
  ].join('\n');
}

/**
 * The entry point /var/holoscan/tools of a MAP: `show`, `env`, `extract`, `help`; anything else runs the application.
 * `extract` copies to /var/run/holoscan/export, where the hosting service mounts the folder that is to be filled.
 */
export function toolsScript(command: string[], environment: Record<string, string>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}="\${${name}:-${value}}"`)
  return `#!/bin/sh
set -eu
${exports.join('\n')}
case "\${1:-run}" in
  show) cat "$HOLOSCAN_APP_MANIFEST_PATH" "$HOLOSCAN_PKG_MANIFEST_PATH" ;;
  env) env | grep -E '^(HOLOSCAN|MONAI)_' | sort ;;
  extract)
    to="\${HOLOSCAN_EXPORT_PATH:-/var/run/holoscan/export}"
    mkdir -p "$to/app" "$to/models" "$to/docs" "$to/config"
    cp -R "$HOLOSCAN_APPLICATION/." "$to/app/"
    cp -R "$HOLOSCAN_MODEL_PATH/." "$to/models/"
    if [ -d "$HOLOSCAN_DOCS_PATH" ]; then cp -R "$HOLOSCAN_DOCS_PATH/." "$to/docs/"; fi
    cp "$HOLOSCAN_APP_MANIFEST_PATH" "$HOLOSCAN_PKG_MANIFEST_PATH" "$to/config/"
    ;;
  help) echo 'usage: tools [show | env | extract | help]; without a word it runs the application' ;;
  *) exec ${command.map(quoted).join(' ')} ;;
esac
`
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

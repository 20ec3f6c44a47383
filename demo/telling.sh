# Tells the story: chapters, steps with their outcome and time, notes. A step that does not hold ends the demo.

bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || bold='' dim='' green='' red='' plain=''

begun=$(date +%s.%N)
since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f s", to - from }'; }

chapter() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
note() { printf '  %s%s%s\n' "$dim" "$*" "$plain"; }

# What a step runs, as a person would type it.
typed() {
  case $1 in
    kubectl | testbed) printf '    $ %s\n' "$*" ;;
  esac
}

# step TEXT COMMAND...: runs the command; its output is shown as it comes, indented.
step() {
  local text=$1 from status
  shift
  printf '  %s\n' "$text"
  typed "$@"
  from=$(date +%s.%N)
  "$@" 2>&1 | sed -u 's/^/      /'
  status=${PIPESTATUS[0]}
  if [ "$status" != 0 ]; then
    printf '    %snot so%s (%s, exit status %s)\n' "$red" "$plain" "$(since "$from")" "$status"
    exit 1
  fi
  printf '    %sok%s (%s)\n' "$green" "$plain" "$(since "$from")"
}

show() { sed 's/^/      /' "$1"; }

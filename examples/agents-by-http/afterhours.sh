# For shell scripts that have no NATS client: says to Afterhours how far they are, what they used, and what they have to ask.
#
#   . afterhours.sh
#   progress SESSION PERCENT MESSAGE [STATE]     Complete and Failed end the session
#   usage SESSION MODEL INPUT_TOKENS OUTPUT_TOKENS [NAME=VALUE]...
#                                                cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, costUsd, basis, serviceTier,
#                                                cumulative, at, build, task; key: a report that is sent again under it counts once
#   ask SESSION QUESTION                         a question for the person's inbox
#
# AFTERHOURS_AGENT names the agent that this is, in a-z, 0-9 and -; without it, it is "http" as all others that have no name.
# It finds the address and the token in the state folder. What cannot be said is told on standard error and stops nothing.

progress() {
    afterhours_send progress "{\"session\":\"$(afterhours_text "$1")\",\"percent\":$2,\"message\":\"$(afterhours_text "$3")\"${4:+,\"state\":\"$(afterhours_text "$4")\"}}"
}

usage() {
    afterhours_usage="\"session\":\"$(afterhours_text "$1")\",\"model\":\"$(afterhours_text "$2")\",\"inputTokens\":$3,\"outputTokens\":$4"
    afterhours_known=
    shift 4
    for afterhours_field; do
        afterhours_value=$(afterhours_text "${afterhours_field#*=}")
        afterhours_field=${afterhours_field%%=*}
        case $afterhours_field in
            key) afterhours_known=$afterhours_value ;;
            *Tokens | cumulative) afterhours_usage="$afterhours_usage,\"$afterhours_field\":$afterhours_value" ;;
            *) afterhours_usage="$afterhours_usage,\"$afterhours_field\":\"$afterhours_value\"" ;;
        esac
    done
    afterhours_send usage "{$afterhours_usage}" "$afterhours_known"
}

ask() {
    afterhours_send escalations "{\"session\":\"$(afterhours_text "$1")\",\"title\":\"$(afterhours_text "$2")\",\"question\":\"$(afterhours_text "$2")\"}"
}

# Text as it stands between the quotation marks of JSON.
afterhours_text() {
    printf '%s' "$1" | tr '\000-\037' ' ' | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# The token goes to curl by a pipe: arguments are there for all to see. A key makes a request that is tried again one report.
afterhours_send() {
    afterhours_state=${AFTERHOURS_STATE:-$HOME/.afterhours}
    afterhours_url=$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' "$afterhours_state/ports.json") || return 0
    afterhours_key=${3:-$(od -A n -N 16 -t x1 /dev/urandom | tr -d ' \n')}
    # The status is read from what curl says: --fail-with-body is unknown before curl 7.76. No proxy knows the way to this machine.
    afterhours_said=$(printf 'header = "Authorization: Bearer %s"\n' "$(cat "$afterhours_state/token")" |
        curl --config - --silent --show-error --noproxy '*' --max-time 10 --retry 3 --write-out ' %{http_code}' \
            --header 'Content-Type: application/json' --header "Idempotency-Key: $afterhours_key" \
            ${AFTERHOURS_AGENT:+--header "X-Afterhours-Agent: $AFTERHOURS_AGENT"} \
            --data "$2" "$afterhours_url/api/$1") || :
    case $afterhours_said in
        *' '2??) ;;
        *) echo "afterhours: $1 was not taken: ${afterhours_said% *}" >&2 ;;
    esac
}

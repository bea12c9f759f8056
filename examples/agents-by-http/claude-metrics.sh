# Has Claude Code say once a minute what it uses, in tokens and dollars:   . claude-metrics.sh && claude
#
# Address and token are read from the state folder; the token is in the environment of what this shell starts from then on.

afterhours_state=${AFTERHOURS_STATE:-$HOME/.afterhours}
export CLAUDE_CODE_ENABLE_TELEMETRY=1
export OTEL_METRICS_EXPORTER=otlp
export OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf
export OTEL_EXPORTER_OTLP_METRICS_ENDPOINT="$(sed -n 's/.*"url" *: *"\([^"]*\)".*/\1/p' "$afterhours_state/ports.json")/api/otlp/v1/metrics"
export OTEL_EXPORTER_OTLP_METRICS_HEADERS="Authorization=Bearer%20$(cat "$afterhours_state/token")"

# Where a subscription covers it, its worth is counted apart from money:
# export OTEL_RESOURCE_ATTRIBUTES=afterhours.basis=subscription

-- For wrk: a signing call for each sign URL of a file in turn, over one thread.
-- wrk --script signing.lua URL -- AUTH_TOKEN BODY_BEFORE BODY_AFTER FILE

local headers = {}
local before, after
local sign_urls = {}
local at = 0

function init(arguments)
  headers["X-Auth-Token"] = arguments[1]
  headers["Content-Type"] = "application/json"
  headers["Accept"] = "application/json"
  headers["User-Agent"] = "bench-wrk"
  before, after = arguments[2], arguments[3]
  for line in io.lines(arguments[4]) do
    sign_urls[#sign_urls + 1] = line
  end
end

function request()
  at = at % #sign_urls + 1
  return wrk.format("POST", nil, headers, before .. sign_urls[at] .. after)
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("bench %d %d %f\n", summary.requests, failed, summary.requests / summary.duration * 1e6))
end

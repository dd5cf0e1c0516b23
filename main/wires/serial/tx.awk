# Sends what the far shell says to the host, and keeps it until the host has said that it got it. A line is
#   \1OFFSET SUM BODY   what the shell said from that byte of its output on, or
#   \1A GOT END SUM     how many lines of the host arrived, and how long the output is by now.
# What stands between STX and ETX waits until it is whole or long enough: a frame of many short lines is few chunks.
# No apostrophe here: it stands between them. Given: k, the mark of what rx tells.
BEGIN {
  for (i = 1; i < 256; i++) o[sprintf("%c", i)] = i
  size = @SIZE@; bits = 8; end = 0; base = 0; sent = 0; got = 0; buf = ""; held = ""
}
function sum(s,  h, i, n) {
  h = @START@
  n = length(s)
  for (i = 1; i <= n; i++) h = (h * @FACTOR@ + o[substr(s, i, 1)]) % @MODULUS@
  return sprintf("%.0f", h)
}
# For a line of seven bits: two shifts, each for 64 of the upper bytes.
function shifted(s,  r, i, c, v) {
  r = ""
  for (i = 1; i <= length(s); i++) {
    c = substr(s, i, 1)
    v = o[c]
    if (v > 191) c = "\003" sprintf("%c", v - 144)
    else if (v > 127) c = "\002" sprintf("%c", v - 80)
    r = r c
  }
  return r
}
function put(from, to,  b) {
  b = substr(buf, from - base + 1, to - from)
  gsub(/=/, "=e", b); gsub(/\n/, "=n", b); gsub(/\r/, "=r", b); gsub(/\001/, "=a", b)
  gsub(/\002/, "=b", b); gsub(/\003/, "=c", b); gsub(/\021/, "=q", b); gsub(/\023/, "=s", b)
  if (bits == 7) b = shifted(b)
  print "\001" from " " sum(from " " b) " " b
}
function span(from, to) {
  if (from < base) from = base
  while (from < to) {
    put(from, from + size < to ? from + size : to)
    from += size
  }
}
function state(  s) { s = "A " got " " end; print "\001" s " " sum(s) }
# A n: rx has n lines. R from to size: again, in pieces. K n: the host has all before n. W n: bits. Z n: size.
# T: a line with every byte above 127.
function told(s,  t, v, r, i) {
  t = substr(s, 1, 1)
  split(substr(s, 2), v, " ")
  if (t == "T") {
    r = ""
    for (i = 128; i < 256; i++) r = r sprintf("%c", i)
    print "\001T " sum(r) " " r
    return
  }
  if (t == "A") got = v[1] + 0
  else if (t == "R") { size = v[3] + 0; span(v[1] + 0, v[2] + 0 < sent ? v[2] + 0 : sent) }
  else if (t == "W") bits = v[1] + 0
  else if (t == "Z") size = v[1] + 0
  else if (t == "K" && v[1] + 0 > base && v[1] + 0 <= sent) { buf = substr(buf, v[1] - base + 1); base = v[1] + 0 }
  state()
}
{
  i = index($0, k)
  if (i && substr($0, length($0)) == "\002") {
    # Told in the middle of a line: the pipe takes what comes first.
    held = held substr($0, 1, i - 1)
    i += length(k)
    told(substr($0, i, length($0) - i))
  } else {
    s = held $0 "\n"
    held = ""
    buf = buf s
    end += length(s)
    c = substr(s, 1, 1)
    if (c == "\002") open = 1
    else if (c == "\003") open = 0
    t = open ? sent + int((end - sent) / size) * size : end
    span(sent, t)
    sent = t
  }
  fflush()
}

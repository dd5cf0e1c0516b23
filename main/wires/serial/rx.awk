# Takes what the host sends to the far side. Lines are @@SUM SEQ KIND BODY: D is for the shell, in order; C is for tx.
# Everything else is noise. No apostrophe here: it stands between them.
# Given: k, the mark that tells tx what is for it; file 3, the pipe tx reads.
BEGIN { for (i = 1; i < 256; i++) o[sprintf("%c", i)] = i; w = 0 }
function sum(s,  h, i, n) {
  h = @START@
  n = length(s)
  for (i = 1; i <= n; i++) h = (h * @FACTOR@ + o[substr(s, i, 1)]) % @MODULUS@
  return sprintf("%.0f", h)
}
function tell(s) { print k s "\002" | "cat >&3"; fflush("cat >&3") }
{
  sub(/\r$/, "")
  p = 0
  while (i = index(substr($0, p + 1), "@@")) p += i + 1
  if (!p) next
  s = substr($0, p + 1)
  if (s == "QUIT") exit
  i = index(s, " ")
  b = substr(s, i + 1)
  if (i < 2 || sum(b) != substr(s, 1, i - 1)) { tell("A" w); next }
  i = index(b, " ")
  q = substr(b, 1, i - 1)
  t = substr(b, i + 1, 1)
  b = substr(b, i + 3)
  if (t == "C") { tell(b); next }
  if (q == w "") {
    w++
    gsub(/=n/, "\n", b); gsub(/=r/, "\r", b); gsub(/=e/, "=", b)
    printf "%s", b
    fflush()
  }
  tell("A" w)
}

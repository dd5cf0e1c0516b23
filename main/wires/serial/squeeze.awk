# Decimal bytes, as od prints them, into lines a console carries: what ends lines or frames is spelt out.
BEGIN {
  for (i = 0; i < 256; i++) c[i] = (i == 0 || i == 1 || i == 2 || i == 3 || i == 5 || i == 10 || i == 13) ? "\005" sprintf("%c", 64 + i) : sprintf("%c", i)
}
{
  for (i = 1; i <= NF; i++) {
    s = s c[$i + 0]
    if (++n == 900) { print s; s = ""; n = 0 }
  }
}
END { if (s != "") print s }

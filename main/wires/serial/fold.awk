# Stands behind the agent on a slow line and makes its long answers short: devices that are as they were last time become
# a count, the others a column for each kind of line in them, and all of it is compressed where there is gzip.
# Given: zip (a command, or empty), sums (1: there is cksum).

# STX LS <id> <part><flag> ... LF body ETX LF, as main/wires/shell/frame.ts has it; the body is whole lines.
{
  if (inside) {
    if ($0 == "\003") { inside = 0; frame() } else body = body $0 "\n"
  } else if (substr($0, 1, 4) == "\002LS ") { inside = 1; head = $0; body = "" }
  else { print; fflush() }
}

function frame(  v, id) {
  split(head, v, " ")
  id = v[2]
  if (v[3] + 0 == 0) {
    kind[id] = ""
    # A careful sweep names each file before it is touched: that must be told at once.
    if (length(body) < 400 || index(body, "\nA ")) kind[id] = ""
    else if (substr(body, 1, 2) == "D ") kind[id] = "D"
    else if (body ~ /^[VEXOB] 0 /) kind[id] = "V"
  }
  if (kind[id] == "") {
    print head
    printf "%s", body
    print "\003"
    fflush()
    return
  }
  kept[id] = kept[id] body
  if (v[3] ~ /\.$/) {
    fold(id, kind[id], kept[id])
    delete kept[id]
    delete kind[id]
  } else if (++count % 16 == 0) {
    print "\002LK " id
    print "\003"
    fflush()
  }
}

# Splits a line into what it is (key) and what it says (value).
function part(line, k,  i, rest) {
  i = substr(line, 1, 1)
  if (!index("VELlXOB", i)) { key = i; value = substr(line, 2); return }
  if (k == "V") {
    # The place in the request says which it is.
    rest = substr(line, 3)
    rest = substr(rest, index(rest, " ") + 1)
    key = i; value = (index(substr(line, 3), " ") ? rest : "")
    return
  }
  rest = index(substr(line, 3), " ")
  if (rest) { key = substr(line, 1, rest + 1); value = substr(line, rest + 3) } else { key = line "!"; value = "" }
}

function op(sign, n) {
  if (sign != opSign) { if (opSign != "") ops = ops opSign opCount " "; opSign = sign; opCount = 0 }
  opCount += n
}

function fold(id, k, text,  n, i, j, m, t, p, q, same, line, at, name, rec, keyNo, keys, col, shapes, shapeNo, shape, ids, names, last, c, pipe) {
  n = split(text, line, "\n")
  if (line[n] == "") n--
  m = 0
  for (i = 1; i <= n; i++) {
    t = substr(line[i], 1, 1)
    if (k == "D" ? t == "D" : index("VEXOB", t)) {
      m++
      name[m] = (k == "D" ? substr(line[i], 3) : m)
      rec[m] = line[i]
      at[m] = i
    } else rec[m] = rec[m] "\n" line[i]
  }
  at[m + 1] = n + 1
  ops = ""; opSign = ""; opCount = 0
  p = 1; keys = 0; shapes = 0; ids = ""; names = ""; last = ""
  for (i = 1; i <= m; i++) {
    q = place[k, name[i]] + 0
    same = (q && was[k, q] == rec[i])
    if (q >= p) {
      if (q > p) op("-", q - p)
      op(same ? "=" : "~", 1)
      p = q + 1
    } else { op("+", 1); same = 0 }
    if (same) continue
    shape = ""
    for (j = at[i] + (k == "D"); j < at[i + 1]; j++) {
      part(line[j], k)
      if (!(key in keyNo)) { keyNo[key] = ++keys; col[keys] = "" }
      c = keyNo[key]
      if (substr(key, length(key)) != "!") col[c] = col[c] value "\n"
      shape = shape "\t" key
    }
    if (!(shape in shapeNo)) { shapeNo[shape] = ++shapes; pipe = pipe shape "\n" }
    ids = ids (shapeNo[shape] - 1) " "
    if (k == "D") {
      for (c = 0; c < 90 && c < length(last) && substr(last, c + 1, 1) == substr(name[i], c + 1, 1); c++);
      names = names sprintf("%c", 33 + c) substr(name[i], c + 1) "\n"
      last = name[i]
    }
  }
  op("", 0)
  print "\002LZ " id " " k " " (zip == "" ? "-" : "z")
  fflush()
  text = ops "\n" shapes "\n" pipe ids "\n" names
  for (c = 1; c <= keys; c++) text = text col[c]
  if (zip == "") printf "%s", text
  else { printf "%s", text | zip; close(zip) }
  print "\005"
  fflush()
  if (sums) {
    pipe = "cksum"
    for (i = 1; i <= m; i++) print rec[i] | pipe
    close(pipe)
  } else print "-"
  print "\003"
  fflush()
  # What is remembered, here and there by the same rule: a look at most of it takes the place of the last.
  if (m * 2 >= known[k]) {
    for (i = 1; i <= known[k]; i++) { delete place[k, names0[k, i]]; delete was[k, i]; delete names0[k, i] }
    for (i = 1; i <= m; i++) { place[k, name[i]] = i; names0[k, i] = name[i]; was[k, i] = rec[i] }
    known[k] = m
  } else for (i = 1; i <= m; i++) if ((k, name[i]) in place) was[k, place[k, name[i]]] = rec[i]
}

verbs = {
    'sweep': sweep, 'read': read, 'write': write, 'carry': carry, 'look': look, 'uevents': uevents, 'kmsg': kmsg,
    'netlink': netlink, 'dump': dump, 'keep': keep,
}
# Each line has a worker of its own, so that one that hangs holds up nothing. Workers stay, and one waits already when a
# line comes: to fork takes longer than to answer.
worker, doing, idle = {}, {}, []
done, tell = os.pipe()


def turns(line):
    # A request, or several in turn with `;` between them.
    return [turn.split(b' ') for turn in line.split(b' ; ')]


def answer(line):
    for ident, verb, *rest in turns(line):
        args[:] = rest
        hung.clear()
        state.update(id=ident, part=0, out=b'', careful=False)
        while args and re.match(rb'-c$|!', args[0]):
            hint = args.pop(0)
            if hint == b'-c':
                state['careful'] = True
            else:
                hung.add(hint[1:])
        verbs[verb.decode()]()
        frame(b'.', state['out'])


def work(source):
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for other in worker.values():
        os.close(other)
    os.close(done)
    os.dup2(os.open('/dev/null', os.O_RDONLY), 0)
    for line in iter(open(source, 'rb').readline, b''):
        answer(line.rstrip(b'\n'))
        os.write(tell, b'%8d' % os.getpid())


def hire():
    source, to = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(source)
        os.close(to)
        return
    if pid == 0:
        try:
            os.close(to)
            work(source)
        finally:
            os._exit(0)
    os.close(source)
    worker[pid] = to
    idle.append(pid)


def dismiss(pid):
    os.close(worker.pop(pid))


def forget(pid):
    for one in [one for one in doing if doing[one] == pid]:
        del doing[one]


def reap():
    # A worker that ended by itself is no more; its number is its own until it is asked for here.
    while worker:
        try:
            gone, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if gone == 0:
            return
        forget(gone)
        if gone in idle:
            idle.remove(gone)
        if gone in worker:
            dismiss(gone)


def take(line):
    words = line.split(b' ')
    if words[1] == b'kill':
        pid = doing.get(words[2])
        if pid is not None:
            forget(pid)
            dismiss(pid)
            os.kill(pid, 9)
        return
    if not idle:
        hire()
    if not idle:
        return
    pid = idle.pop(0)
    for turn in turns(line):
        doing[turn[0]] = pid
    try:
        os.write(worker[pid], line + b'\n')
    except OSError:
        # It ended by itself: nobody answers, and whoever asked hears nothing.
        pass
    if not idle:
        hire()


signal.signal(signal.SIGPIPE, signal.SIG_IGN)
hire()
hire()
asked = b''
while True:
    ready, _, _ = select.select([0, done], [], [])
    reap()
    if done in ready:
        said = os.read(done, 4096)
        for pid in [int(said[i:i + 8]) for i in range(0, len(said), 8)]:
            if pid in worker:
                forget(pid)
                if len(idle) < 4:
                    idle.append(pid)
                else:
                    dismiss(pid)
    if 0 in ready:
        more = os.read(0, 65536)
        if not more:
            break
        *lines, asked = (asked + more).split(b'\n')
        for line in lines:
            take(line)
for pid in worker:
    os.kill(pid, 9)

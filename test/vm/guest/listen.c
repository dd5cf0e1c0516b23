// SPDX-License-Identifier: GPL-2.0
/* listen: says what a test machine says by itself, a line a notice (ears.h), until it is stopped. */
#include <poll.h>
#include "ears.h"

int main(void)
{
	struct ears ears = ears_open();
	struct pollfd ready[] = {
		{ .fd = ears.uevents, .events = POLLIN },
		{ .fd = ears.netlink, .events = POLLIN },
		{ .fd = ears.log, .events = POLLIN },
	};

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("ready\t%s\n", ears.family < 0 ? "without netlink" : EARS_FAMILY);
	while (poll(ready, 3, -1) > 0)
		ears_tell(ears);
	return 0;
}

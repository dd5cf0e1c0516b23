// SPDX-License-Identifier: GPL-2.0
/*
 * play: carries out a script of sysfs accesses on a test machine, with what each one led to. A line of input is a letter and
 * its fields, separated by tabs; paths are below /sys unless they begin with a slash.
 *   f NAME        from now on, `o` reads this file of a device; of `config` what goes before the class alone
 *   d NAME        and this link
 *   c             forgets them
 *   w PATH VALUE  writes the value and a newline; answers `w ERRNO`, 0 when done
 *   r PATH        reads a file; answers `r ERRNO VALUE`
 *   x PATH        reads bytes; answers `x ERRNO HEX`
 *   o PATH        observes a device: `o NAME ERRNO VALUE` per file, `d NAME TARGET` per link that is there
 *   n             what was heard since the last `n` (ears.h)
 *   e             opens new ears: the module they listen to has been loaded
 *   . WORD        answers itself, and sends on all that was answered
 */
#include <limits.h>
#include "ears.h"

static char *names[128], *links[32];
static int name_count, link_count;

static void at_sys(char *to, size_t size, const char *path)
{
	snprintf(to, size, "%s%s", path[0] == '/' ? "" : "/sys/", path);
}

static void do_write(const char *path, const char *value)
{
	char full[PATH_MAX], text[8192];
	int fd, rc = 0, length = snprintf(text, sizeof(text), "%s\n", value);

	at_sys(full, sizeof(full), path);
	fd = open(full, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, text, length) < 0)
		rc = errno;
	if (fd >= 0)
		close(fd);
	printf("w\t%d\n", rc);
}

/* Reads up to @size bytes; the length, or -1 with errno. */
static ssize_t do_read(const char *path, char *to, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	ssize_t length = 0, got;

	if (fd < 0)
		return -1;
	while ((got = read(fd, to + length, size - length)) > 0)
		length += got;
	error = errno;
	close(fd);
	errno = error;
	return got < 0 ? -1 : length;
}

static void answer_value(const char *path)
{
	char value[8192];
	ssize_t length = do_read(path, value, sizeof(value));

	printf("%d\t", length < 0 ? errno : 0);
	if (length > 0)
		ears_put(value, length - (value[length - 1] == '\n'));
	putchar('\n');
}

/* Every dword of configuration space is an access to the device: the whole of it takes its time. */
static void answer_hex(const char *path, size_t size)
{
	unsigned char value[4096];
	ssize_t length = do_read(path, (char *)value, size);

	printf("%d\t", length < 0 ? errno : 0);
	for (ssize_t i = 0; i < length; i++)
		printf("%02x", value[i]);
	putchar('\n');
}

static void observe(const char *path)
{
	char folder[PATH_MAX - 300], full[PATH_MAX], target[PATH_MAX];

	at_sys(folder, sizeof(folder), path);
	for (int i = 0; i < name_count; i++) {
		snprintf(full, sizeof(full), "%s/%s", folder, names[i]);
		printf("o\t%s\t", names[i]);
		if (!strcmp(names[i], "config"))
			answer_hex(full, 8);
		else
			answer_value(full);
	}
	for (int i = 0; i < link_count; i++) {
		snprintf(full, sizeof(full), "%s/%s", folder, links[i]);
		if (realpath(full, target))
			printf("d\t%s\t%s\n", links[i], target + strlen("/sys/"));
	}
}

int main(void)
{
	static char line[16384];
	struct ears ears = ears_open();

	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	while (fgets(line, sizeof(line), stdin)) {
		char *rest = line, full[PATH_MAX], *kind, *path, *value;

		line[strcspn(line, "\n")] = '\0';
		kind = strsep(&rest, "\t");
		path = strsep(&rest, "\t") ?: "";
		value = rest ?: "";
		at_sys(full, sizeof(full), path);
		switch (kind[0]) {
		case 'f':
			if (name_count < 128)
				names[name_count++] = strdup(path);
			break;
		case 'd':
			if (link_count < 32)
				links[link_count++] = strdup(path);
			break;
		case 'c':
			name_count = link_count = 0;
			break;
		case 'w':
			do_write(path, value);
			break;
		case 'r':
			printf("r\t");
			answer_value(full);
			break;
		case 'x':
			printf("x\t");
			answer_hex(full, 4096);
			break;
		case 'o':
			observe(path);
			break;
		case 'n':
			ears_tell(ears);
			break;
		case 'e':
			ears_close(ears);
			ears = ears_open();
			break;
		case '.':
			printf(".\t%s\n", path);
			fflush(stdout);
			break;
		}
	}
	return 0;
}

// SPDX-License-Identifier: GPL-2.0
/* /sys/kernel/debug/lockstep_trust: inject a fault, and say what a TSM call and the detection of a fault take. */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/uaccess.h>
#include "lockstep_trust.h"

static struct dentry *folder;
static unsigned int latency_us, detection_us;

/* A call into a TSM takes its time. */
void lt_tsm_latency(void)
{
	unsigned int us = READ_ONCE(latency_us);

	if (us)
		fsleep(us);
}

unsigned int lt_detection_us(void)
{
	return READ_ONCE(detection_us);
}

/* Up to @size - 1 bytes that were written, as text. */
static ssize_t take(char *to, size_t size, const char __user *from, size_t len)
{
	if (len >= size)
		return -EINVAL;
	if (copy_from_user(to, from, len))
		return -EFAULT;
	to[len] = '\0';
	return 0;
}

static ssize_t inject_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	char line[128];
	int rc = take(line, sizeof(line), from, len) ?: lt_inject(line);

	return rc ?: len;
}

static const struct file_operations inject_fops = { .owner = THIS_MODULE, .open = simple_open, .write = inject_write };

/* `12` or `0.25`: milliseconds, at most five digits and three after the point. Microseconds, or -EINVAL. */
static int parse_ms(const char *text)
{
	unsigned int us = 0, digits = strspn(text, "0123456789");

	if (digits < 1 || digits > 5)
		return -EINVAL;
	for (int i = 0; i < digits; i++)
		us = us * 10 + text[i] - '0';
	us *= 1000;
	text += digits;
	if (*text == '.') {
		digits = strspn(++text, "0123456789");
		if (digits < 1 || digits > 3)
			return -EINVAL;
		for (int i = 0, scale = 100; i < digits; i++, scale /= 10)
			us += (text[i] - '0') * scale;
		text += digits;
	}
	return !*text || !strcmp(text, "\n") ? us : -EINVAL;
}

static ssize_t ms_write(struct file *file, const char __user *from, size_t len, loff_t *at)
{
	unsigned int *us = file->private_data;
	char text[16];
	int rc = take(text, sizeof(text), from, len) ?: parse_ms(text);

	if (rc < 0)
		return rc;
	WRITE_ONCE(*us, rc);
	return len;
}

/* Without zeros that say nothing: 250, 0.5. */
static ssize_t ms_read(struct file *file, char __user *to, size_t len, loff_t *at)
{
	unsigned int us = READ_ONCE(*(unsigned int *)file->private_data);
	char text[16];
	int n = snprintf(text, sizeof(text), "%u.%03u", us / 1000, us % 1000);

	while (text[n - 1] == '0')
		n--;
	if (text[n - 1] == '.')
		n--;
	text[n++] = '\n';
	return simple_read_from_buffer(to, len, at, text, n);
}

static const struct file_operations ms_fops = {
	.owner = THIS_MODULE, .open = simple_open, .read = ms_read, .write = ms_write,
};

void lt_debugfs_init(void)
{
	/* As in the simulator: to be seen as a time, and too short to be waited for. */
	latency_us = 2000;
	detection_us = 250000;
	folder = debugfs_create_dir("lockstep_trust", NULL);
	debugfs_create_file("inject", 0200, folder, NULL, &inject_fops);
	debugfs_create_file("latency", 0600, folder, &latency_us, &ms_fops);
	debugfs_create_file("detection", 0600, folder, &detection_us, &ms_fops);
	lt_evidence_init(folder);
	lt_doe_init(folder);
}

void lt_debugfs_exit(void)
{
	lt_doe_exit();
	debugfs_remove(folder);
}

// SPDX-License-Identifier: GPL-2.0
/* Parameters: which role, and the answers to the open points of the discussion. */
#include <linux/module.h>
#include "lockstep_trust.h"

struct lt_design lt_design;

static char *role = "host";
module_param(role, charp, 0444);
MODULE_PARM_DESC(role, "host connects, guest locks; one kernel does one of them");
static int levels = 5;
module_param(levels, int, 0444);
MODULE_PARM_DESC(levels, "5 or 4 levels (R45)");
static char *commit = "kick";
module_param(commit, charp, 0444);
MODULE_PARM_DESC(commit, "kick: the write makes T=1; acknowledge: tsm/accept does, the write confirms (O3)");
static char *bound = "rebind";
module_param(bound, charp, 0444);
MODULE_PARM_DESC(bound, "around 0 and 4 a bound driver is released and bound again (rebind), or the write refused (ebusy) (O7)");
static char *fall = "zero";
module_param(fall, charp, 0444);
MODULE_PARM_DESC(fall, "a fall ends at level 0 (zero) or 1 (limited) (O1)");
static int default_level = 1;
module_param(default_level, int, 0444);
MODULE_PARM_DESC(default_level, "level of a device that arrives: 0, 1 or 2 (O8). One with a driver at load is at 1 at least");
static bool veto = true;
module_param(veto, bool, 0444);
MODULE_PARM_DESC(veto, "refuse a bind at level 0; 0: let it bind, then release it at once and tell");

/* The index of @word, one of two, or -EINVAL. */
static int one_of(const char *name, const char *word, const char *first, const char *second)
{
	if (sysfs_streq(word, first))
		return 0;
	if (sysfs_streq(word, second))
		return 1;
	pr_err("lockstep_trust: %s=%s: %s or %s\n", name, word, first, second);
	return -EINVAL;
}

int lt_params_read(void)
{
	int chosen[] = {
		one_of("role", role, "host", "guest"), one_of("commit", commit, "kick", "acknowledge"),
		one_of("bound", bound, "rebind", "ebusy"), one_of("fall", fall, "zero", "limited"),
	};

	for (int i = 0; i < ARRAY_SIZE(chosen); i++)
		if (chosen[i] < 0)
			return chosen[i];
	if ((levels != 4 && levels != 5) || default_level < 0 || default_level > 2) {
		pr_err("lockstep_trust: levels is 4 or 5, default_level 0, 1 or 2\n");
		return -EINVAL;
	}
	lt_design = (struct lt_design) {
		.role = chosen[0], .commit = chosen[1], .bound = chosen[2], .fall = chosen[3],
		.scale = levels == 5 ? LT_FIVE : LT_FOUR, .default_level = default_level, .veto = veto,
	};
	return 0;
}

// SPDX-License-Identifier: GPL-2.0
/* lockstep_trust: the proposed trust of PCI devices on a stock kernel, for test machines. Built up top to bottom, taken down in reverse. */
#include <linux/device/faux.h>
#include <linux/module.h>
#include "lockstep_trust.h"

static struct faux_device *platform;

static int tsm_register_ours(void)
{
	return lt_design.role == LT_GUEST ? lt_devsec_register(&platform->dev) : lt_link_register(&platform->dev);
}

static void tsm_unregister_ours(void)
{
	if (lt_design.role == LT_GUEST)
		lt_devsec_unregister();
	else
		lt_link_unregister();
}

static int __init lt_init(void)
{
	int rc = lt_params_read();

	if (rc)
		return rc;
	platform = faux_device_create("lockstep_trust", NULL, NULL);
	if (!platform)
		return -ENODEV;
	rc = lt_settle_init();
	if (rc)
		goto no_settle;
	rc = lt_notify_init();
	if (rc)
		goto no_notify;
	rc = lt_emulate_init();
	if (rc)
		goto no_emulate;
	rc = lt_hotplug_init();
	if (rc)
		goto no_hotplug;
	rc = tsm_register_ours();
	if (rc)
		goto no_tsm;
	/* Upstream's tsm/ folders are there now, to be joined. */
	lt_each(lt_attributes_add);
	lt_say_asserted();
	lt_debugfs_init();
	return 0;

no_tsm:
	lt_hotplug_stop();
	lt_hotplug_exit();
no_hotplug:
	lt_emulate_exit();
no_emulate:
	lt_notify_exit();
no_notify:
	lt_settle_exit();
no_settle:
	faux_device_destroy(platform);
	return rc;
}

static void __exit lt_exit(void)
{
	lt_debugfs_exit();
	lt_inject_exit();
	lt_hotplug_stop();
	tsm_unregister_ours();
	lt_settle_exit();
	lt_hotplug_exit();
	lt_emulate_exit();
	lt_notify_exit();
	faux_device_destroy(platform);
}

module_init(lt_init);
module_exit(lt_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("The proposed trust of PCI devices, for test machines");

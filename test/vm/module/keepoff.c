// SPDX-License-Identifier: GPL-2.0
/*
 * Keeping drivers off a device: at level 0, and in the middle of a move.
 *
 * Nothing in a stock kernel asks a third party whether a driver may bind. A PM domain comes nearest: its activate()
 * runs before a driver's probe(), and its error ends the bind. driver_override would do too, but it is the person's.
 */
#include <linux/pm_domain.h>
#include "lockstep_trust.h"

/*
 * Positive, as the core turns the error of a driver that declines: `bind` then reads EPERM, while `drivers_probe` and
 * modules that load go on to the next driver and the next device.
 */
static int decline(struct device *dev)
{
	return EPERM;
}

static struct dev_pm_domain no_driver = { .activate = decline };

/* Releases the driver, and refuses others until lt_let_on(). Under lt->move; takes the device lock. */
void lt_keep_off(struct lt_dev *lt)
{
	struct device *dev = &lt->pdev->dev;

	/* A driver shuts its device down by DMA, and waits long for it: what a fault took is given back for that. */
	if (lt->unmastered && dev->driver)
		pci_set_master(lt->pdev);
	lt->unmastered = false;
	for (;;) {
		device_release_driver(dev);
		guard(device)(dev);
		/* Somebody may have bound another meanwhile. */
		if (dev->driver)
			continue;
		if (lt_design.veto && !dev->pm_domain) {
			/* While it stands in for the bus, the domain does what the bus does. */
			no_driver.ops = *dev->bus->pm;
			dev_pm_domain_set(dev, &no_driver);
		}
		return;
	}
}

void lt_let_on(struct pci_dev *pdev)
{
	guard(device)(&pdev->dev);
	if (pdev->dev.pm_domain == &no_driver)
		dev_pm_domain_set(&pdev->dev, NULL);
}

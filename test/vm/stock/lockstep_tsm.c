// SPDX-License-Identifier: GPL-2.0
/*
 * lockstep_tsm - a link TSM in software, so that a stock kernel shows its own tsm/ attributes.
 *
 * It adds no attribute and no policy: connect and disconnect are the kernel's own (drivers/pci/tsm.c), and this driver
 * says yes to each. No SPDM session is made and no link is encrypted: what `connect` then reads is asserted, not enforced.
 */
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/pci-doe.h>
#include <linux/pci-tsm.h>
#include <linux/tsm.h>
#include <linux/device/faux.h>

/* QEMU's endpoints have neither IDE nor the TEE bit; without one the kernel shows no tsm/ for them. */
static bool fake_tee = true;
module_param(fake_tee, bool, 0444);
MODULE_PARM_DESC(fake_tee, "set the TEE bit in the kernel's cached capabilities of endpoints (config does not show it)");

static struct faux_device *parent;
static struct tsm_dev *tsm;

static struct pci_tsm *stock_probe(struct tsm_dev *owner, struct pci_dev *pdev)
{
	struct pci_tsm_pf0 *pf0 = kzalloc(sizeof(*pf0), GFP_KERNEL);
	int rc;

	if (!pf0)
		return NULL;
	if (is_pci_tsm_pf0(pdev) && pci_find_doe_mailbox(pdev, PCI_VENDOR_ID_PCI_SIG, PCI_DOE_FEATURE_CMA)) {
		rc = pci_tsm_pf0_constructor(pdev, pf0, owner);
	} else {
		/* No mailbox to speak SPDM through: what the constructor above does, less the mailbox. */
		mutex_init(&pf0->lock);
		rc = pci_tsm_link_constructor(pdev, &pf0->base_tsm, owner);
	}
	if (rc) {
		kfree(pf0);
		return NULL;
	}
	return &pf0->base_tsm;
}

static void stock_remove(struct pci_tsm *base)
{
	kfree(container_of(base, struct pci_tsm_pf0, base_tsm));
}

static int stock_connect(struct pci_dev *pdev)
{
	return 0;
}

static void stock_disconnect(struct pci_dev *pdev)
{
}

static struct pci_tsm_ops stock_ops = {
	.link_ops = {
		.probe = stock_probe,
		.remove = stock_remove,
		.connect = stock_connect,
		.disconnect = stock_disconnect,
	},
};

static int __init stock_init(void)
{
	struct pci_dev *pdev = NULL;

	if (fake_tee)
		for_each_pci_dev(pdev)
			if (pci_is_pcie(pdev) && pci_pcie_type(pdev) == PCI_EXP_TYPE_ENDPOINT)
				pdev->devcap |= PCI_EXP_DEVCAP_TEE;
	parent = faux_device_create("lockstep_tsm", NULL, NULL);
	if (!parent)
		return -ENODEV;
	tsm = tsm_register(&parent->dev, &stock_ops);
	if (IS_ERR(tsm)) {
		faux_device_destroy(parent);
		return PTR_ERR(tsm);
	}
	return 0;
}

static void __exit stock_exit(void)
{
	tsm_unregister(tsm);
	faux_device_destroy(parent);
}

module_init(stock_init);
module_exit(stock_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A link TSM in software, for test machines");

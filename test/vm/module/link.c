// SPDX-License-Identifier: GPL-2.0
/* A host's TSM: a link TSM behind upstream's own tsm/connect and tsm/disconnect (R44). */
#include <linux/err.h>
#include <linux/pci-tsm.h>
#include <linux/pci-doe.h>
#include <linux/slab.h>
#include <linux/tsm.h>
#include "lockstep_trust.h"

static struct tsm_dev *link_tsm;

static struct pci_tsm *link_probe(struct tsm_dev *tsm, struct pci_dev *pdev)
{
	struct pci_tsm_pf0 *pf0 = kzalloc(sizeof(*pf0), GFP_KERNEL);
	int rc;

	if (!pf0)
		return NULL;
	if (is_pci_tsm_pf0(pdev) && pci_find_doe_mailbox(pdev, PCI_VENDOR_ID_PCI_SIG, PCI_DOE_FEATURE_CMA)) {
		rc = pci_tsm_pf0_constructor(pdev, pf0, tsm);
	} else {
		/* Most of QEMU's devices have no mailbox: the same without one. */
		mutex_init(&pf0->lock);
		rc = pci_tsm_link_constructor(pdev, &pf0->base_tsm, tsm);
	}
	if (rc) {
		kfree(pf0);
		return NULL;
	}
	return &pf0->base_tsm;
}

static void link_remove(struct pci_tsm *tsm)
{
	kfree(container_of(tsm, struct pci_tsm_pf0, base_tsm));
}

/* Asks an SPDM responder behind the mailbox for its versions: 0 when one answers, or there is no mailbox to ask. */
static int ask_version(struct pci_dev *pdev)
{
	struct pci_tsm_pf0 *pf0 = container_of(pdev->tsm, struct pci_tsm_pf0, base_tsm);
	static const u8 get_version[4] = { 0x10, 0x84, 0, 0 };
	u8 response[64] = {};
	int rc;

	if (!pf0->doe_mb)
		return 0;
	rc = pci_tsm_doe_transfer(pdev, PCI_DOE_FEATURE_CMA, get_version, sizeof(get_version), response,
				  sizeof(response));
	if (rc < 0)
		return rc;
	return rc >= 6 && response[1] == 0x04 ? 0 : -EPROTO;
}

/* Under the TSM core's lock: the device's state only. */
static int link_connect(struct pci_dev *pdev)
{
	struct lt_dev *lt = lt_find(&pdev->dev);
	int rc;

	if (!lt)
		return -ENODEV;
	rc = READ_ONCE(lt->tsm_error);
	if (rc)
		return -rc;
	lt_tsm_latency();
	rc = ask_version(pdev);
	if (rc)
		return rc;
	scoped_guard(spinlock, &lt->state) {
		lt->connected = true;
		lt_evidence_moves(lt);
		lt->spdm = true;
		if (lt->ide_capable)
			lt->link = LT_IDE;
	}
	pci_info(pdev, "%s: connected\n", dev_name(&pdev->tsm->tsm_dev->dev));
	return 0;
}

static void link_disconnect(struct pci_dev *pdev)
{
	struct lt_dev *lt = lt_find(&pdev->dev);
	bool falls;

	if (!lt)
		return;
	lt_tsm_latency();
	scoped_guard(spinlock, &lt->state) {
		lt->connected = false;
		lt_evidence_forget(lt);
		lt->link = LT_OPEN;
		lt->spdm = false;
		falls = !lt_stands(lt);
	}
	pci_info(pdev, "%s: disconnected\n", dev_name(&pdev->tsm->tsm_dev->dev));
	/* link_tsm is taken back first when the module goes: then nothing falls any more. */
	if (falls && READ_ONCE(link_tsm))
		lt_settle_later(lt, LT_DISCONNECT);
}

static struct pci_tsm_ops link_ops = {
	.link_ops = {
		.probe = link_probe, .remove = link_remove, .connect = link_connect, .disconnect = link_disconnect,
	},
};

int lt_link_register(struct device *parent)
{
	struct tsm_dev *tsm = tsm_register(parent, &link_ops);
	int rc;

	if (IS_ERR(tsm))
		return PTR_ERR(tsm);
	rc = lt_show_mode(tsm);
	if (rc) {
		tsm_unregister(tsm);
		return rc;
	}
	WRITE_ONCE(link_tsm, tsm);
	return 0;
}

/* Disconnects every device. */
void lt_link_unregister(void)
{
	struct tsm_dev *tsm = link_tsm;

	WRITE_ONCE(link_tsm, NULL);
	lt_hide_mode(tsm);
	tsm_unregister(tsm);
}

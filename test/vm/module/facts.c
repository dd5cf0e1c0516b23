// SPDX-License-Identifier: GPL-2.0
/* What a TSM knows of an interface, as files beside lock or connect; and which of it nothing here enforces. */
#include <linux/tsm.h>
#include "lockstep_trust.h"

const char * const lt_tdisp_names[] = { "CONFIG_UNLOCKED", "CONFIG_LOCKED", "RUN", "ERROR" };
static const char * const link_names[] = { "open", "ide", "asserted", "lost" };

static ssize_t tdisp_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%s\n", lt_tdisp_names[READ_ONCE(lt->tdisp)]) : -ENODEV;
}
static DEVICE_ATTR_RO(tdisp);

static ssize_t link_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%s\n", link_names[READ_ONCE(lt->link)]) : -ENODEV;
}
static DEVICE_ATTR_RO(link);

static ssize_t spdm_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%d\n", READ_ONCE(lt->spdm)) : -ENODEV;
}
static DEVICE_ATTR_RO(spdm);

static ssize_t evidence_generation_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%u\n", READ_ONCE(lt->evidence_generation)) : -ENODEV;
}
static DEVICE_ATTR_RO(evidence_generation);

struct attribute *lt_fact_attrs[] = {
	&dev_attr_tdisp.attr, &dev_attr_link.attr, &dev_attr_spdm.attr, &dev_attr_evidence_generation.attr, NULL
};
/* Joins the folder that upstream, or lock.c, has made. */
const struct attribute_group lt_host_group = { .name = "tsm", .attrs = lt_fact_attrs };

static ssize_t pci_mode_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", lt_design.role == LT_GUEST ? "devsec" : "link");
}
static DEVICE_ATTR_RO(pci_mode);

int lt_show_mode(struct tsm_dev *tsm)
{
	return device_create_file(&tsm->dev, &dev_attr_pci_mode);
}

void lt_hide_mode(struct tsm_dev *tsm)
{
	device_remove_file(&tsm->dev, &dev_attr_pci_mode);
}

/*
 * What this module says and does not enforce: at level 0 the IOMMU blocks nothing beyond what the release of the driver
 * brings, below 2 nothing is bounced and ATS stays as the IOMMU driver set it, and there is neither a session, a stream, an
 * interface state nor private memory behind what a TSM here says.
 */
static const char *asserted(enum lt_provider provider)
{
	return provider == LT_NOBODY ? "dma ats" : "dma ats link spdm tdisp private_memory";
}

ssize_t trust_asserted_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct lt_dev *lt = lt_find(dev);

	return lt ? sysfs_emit(buf, "%s\n", asserted(lt->provider)) : -ENODEV;
}

void lt_say_asserted(void)
{
	pr_info("lockstep_trust: asserted, not enforced: %s\n", asserted(LT_LINK_TSM));
}

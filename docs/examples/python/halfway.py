import mdisim as md, numpy as np

class Halfway(md.Select):
    """The most accurate model that uses at most a share of the budget."""
    share = md.option(0.5, "of the budget that may be used", low=0, high=1)

    def choose_all(self, batch):
        m = batch.models  # the most accurate first
        fits = m.mu_ms <= self.share * batch.budget_ms[:, None]
        return np.where(fits.any(1), m.model[fits.argmax(1)], m.fastest)

if __name__ == "__main__":
    s = md.load("hello/hello").set("requests", 2000).over(sla_ms=range(150, 301, 50))
    r = s.policies("mdinference", Halfway(share=0.4), place="cloud").run(jobs=2)
    for row in r.compare("halfway", "mdinference", "effective_accuracy"):
        print(f"{row['sla_ms']:.0f} ms: {100 * row['mean']:+.1f} points, {row['verdict']}")

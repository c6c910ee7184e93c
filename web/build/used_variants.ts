// Takes out of the styles the variants of govuk-frontend's form controls that no screen of ours draws: they would be
// 5 % of all that a first visit loads of styles. A variant that is drawn one day is taken off this list.
export const NOT_DRAWN = /\.govuk-(?:radios|checkboxes)(?:--small|--inline|__conditional|__divider)|\.govuk-input--extra/;

interface StyleRule {
  selectors: string[];
  remove(): unknown;
}

export function usedVariants(): { postcssPlugin: string; Rule(rule: StyleRule): void } {
  return {
    postcssPlugin: 'used-variants',
    Rule(rule) {
      const drawn = rule.selectors.filter((selector) => !NOT_DRAWN.test(selector));
      if (drawn.length === 0) rule.remove();
      else if (drawn.length < rule.selectors.length) rule.selectors = drawn;
    },
  };
}

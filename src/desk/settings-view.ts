/** What the server tells the pages of the desk's settings: types only, shared by both. */
export interface SettingsView {
  /** Days in which a verdict can be appealed, and a ruling taken further. */
  readonly appealDays: number;
  readonly least: number;
  readonly most: number;
  /** The last change; `null`: nobody has changed it. */
  readonly changed: { readonly at: string; readonly who: string; readonly from: number; readonly to: number } | null;
}

/** What the server says to a change. */
export type SettingsAnswer = SettingsView | { readonly refused: string };

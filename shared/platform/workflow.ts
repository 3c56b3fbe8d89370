/** One step of a workflow: who may take it, from which states, and where it leads. */
export interface Step<State extends string = string, By extends string = string> {
  readonly from: readonly State[];
  readonly to: State;
  readonly by: By;
}

/**
 * A workflow as one table. It feeds the rule (`transition`), the table's write condition (`steps[action].from`),
 * the buttons (`actionsIn`) and the diagram in the docs, so that they cannot disagree.
 */
export interface Workflow<State extends string = string, By extends string = string> {
  readonly initial: State;
  readonly steps: Readonly<Record<string, Step<State, By>>>;
}

export type ActionOf<W extends Workflow> = keyof W["steps"] & string;
type StepOf<W extends Workflow> = W["steps"][ActionOf<W>];
export type StateOf<W extends Workflow> = W["initial"] | StepOf<W>["to"] | StepOf<W>["from"][number];
export type ActorOf<W extends Workflow> = StepOf<W>["by"];

/** Where an action leads from a state; or, where it is not allowed, the states from which it would be. */
export type Transition<W extends Workflow> =
  | { readonly allowed: true; readonly to: StateOf<W> }
  | { readonly allowed: false; readonly from: readonly StateOf<W>[] };

export function transition<W extends Workflow>(
  workflow: W,
  action: ActionOf<W>,
  state: StateOf<W>,
): Transition<W> {
  const step = stepsOf(workflow).find(([name]) => name === action)?.[1];
  if (!step) return { allowed: false, from: [] };
  return step.from.includes(state) ? { allowed: true, to: step.to } : { allowed: false, from: step.from };
}

/** The actions open to someone in a state, in the table's order: the buttons of a page. */
export function actionsIn<W extends Workflow>(workflow: W, state: StateOf<W>, by: ActorOf<W>): ActionOf<W>[] {
  return stepsOf(workflow)
    .filter(([, step]) => step.by === by && step.from.includes(state))
    .map(([action]) => action);
}

/** Every state that the table names, the initial one first. */
export function statesOf<W extends Workflow>(workflow: W): StateOf<W>[] {
  const named = stepsOf(workflow).flatMap(([, step]) => [...step.from, step.to]);
  return [...new Set<StateOf<W>>([workflow.initial, ...named])];
}

/** The workflow as a mermaid state diagram: one arrow per step and origin, named `action (actor)`. */
export function workflowDiagram(workflow: Workflow): string {
  const node = (state: string) => state.replaceAll("-", "_");
  const names = statesOf(workflow).map((state) => `  ${node(state)}: ${state}`);
  const arrows = stepsOf(workflow).flatMap(([action, step]) =>
    step.from.map((from) => `  ${node(from)} --> ${node(step.to)}: ${action} (${step.by})`),
  );
  return ["stateDiagram-v2", `  [*] --> ${node(workflow.initial)}`, ...names, ...arrows, ""].join("\n");
}

type TypedStep<W extends Workflow> = Step<StateOf<W>, ActorOf<W>>;

function stepsOf<W extends Workflow>(workflow: W): [ActionOf<W>, TypedStep<W>][] {
  return Object.entries(workflow.steps) as [ActionOf<W>, TypedStep<W>][];
}

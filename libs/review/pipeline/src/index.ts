import type { Topology } from '@shop/streams-topology';
import { clean } from './clean.topology.js';
import { enrich } from './enrich.topology.js';
import { filter } from './filter.topology.js';

export { clean, enrich, filter };

/** All tasks of the review pipeline, in the order of the flow. */
export const reviewPipeline: readonly Topology[] = [clean, enrich, filter];

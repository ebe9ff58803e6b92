import { Injectable, type Type } from '@nestjs/common';
import type { BatchSink } from '@shop/log-core';
import { Log, Reader, type ReaderOf } from '@shop/log-nest';
import { reviewPipeline } from '@shop/review-pipeline-topology';
import { topologySink } from '@shop/streams-runtime';
import type { Topology } from '@shop/streams-topology';

/** A reader that runs a topology. */
function topologyReader(topology: Topology): Type<ReaderOf> {
  @Reader(topology.reader)
  @Injectable()
  class TopologyReader implements ReaderOf {
    constructor(private readonly log: Log) {}

    sink(): BatchSink {
      return topologySink(this.log.kafka, topology);
    }
  }
  return TopologyReader;
}

/** One reader per task of the pipeline. */
export const topologyReaders = reviewPipeline.map(topologyReader);

import kafkajs, { type PartitionAssigner } from 'kafkajs';

const { AssignerProtocol } = kafkajs;

/**
 * Gives the same partition number of all topics to the same member, so that topics which were written by the same key
 * meet there. kafkajs's own assigner flattens topics and would part them.
 */
export const coPartitioningAssigner: PartitionAssigner = ({ cluster }) => ({
  name: 'CoPartitioningAssigner',
  version: 0,

  async assign({ members, topics }) {
    const memberIds = members.map(({ memberId }) => memberId).sort();
    const partitions = topics.flatMap((topic) =>
      cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ topic, partition: partitionId })),
    );
    return memberIds.map((memberId, i) => {
      const assignment: Record<string, number[]> = {};
      for (const { topic, partition } of partitions)
        if (partition % memberIds.length === i) (assignment[topic] ??= []).push(partition);
      return {
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: 0,
          assignment,
          userData: Buffer.alloc(0),
        }),
      };
    });
  },

  protocol({ topics }) {
    return {
      name: 'CoPartitioningAssigner',
      metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
    };
  },
});

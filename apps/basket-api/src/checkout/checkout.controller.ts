import { Controller } from '@nestjs/common';
import { emailAddress, operations, personName, type CheckedOut, type Checkout } from '@shop/api';
import type { Outcome } from '@shop/basket-projections';
import { answer, Handles, keptText, type AnswerOf, type RequestOf, identify } from '@shop/http';
import type { NewRecord } from '@shop/log-core';
import type { BasketEventData, OrderContact } from '@shop/topics';
import { BasketCommands } from '../commands/basket-commands.js';
import { orderIdOf, orderPlacedIdOf } from '../commands/command-identity.js';
import { ReadModels } from '../read-models.js';

/** How long a checkout waits for its order to be placed, so that the next page finds it, in milliseconds. */
const PLACED_LIMIT = 1_000;

/** Checking out. The order itself is placed by the order placer, from the event. */
@Controller()
export class CheckoutController {
  constructor(
    private readonly commands: BasketCommands,
    private readonly models: ReadModels,
  ) {}

  @Handles(operations.checkOut)
  async checkOut(request: RequestOf<typeof operations.checkOut>): Promise<AnswerOf<typeof operations.checkOut>> {
    const { params, body, principal, idempotencyKey, correlationId } = request;
    const contact = keptContact(body);
    const state = await this.commands.basketOf(params.id, principal.owners);
    const actor = principal.owner ?? state.owner;
    const path = `/api/baskets/${params.id}/checkout`;
    const identity = identify({ owner: actor, path, idempotencyKey, content: contactOf('', undefined, body) });
    const before = await this.commands.repeated(identity);
    if (before) return answer(201, checkedOut(before));
    const orderId = orderIdOf(identity);
    const commanded = await this.commands.execute({
      basketId: params.id,
      identity,
      actor,
      correlationId,
      command: { type: 'CheckOut', orderId },
      state,
      first: [contactRecord(contactOf(orderId, actor, contact))],
    });
    if ('pending' in commanded) return answer(202, { position: commanded.pending });
    await this.models.orders.readModel.waitForEvent(orderPlacedIdOf(identity.eventId), PLACED_LIMIT);
    return answer(201, checkedOut(commanded.outcome));
  }
}

function checkedOut({ data, time }: Outcome): CheckedOut {
  const { orderId, total } = data as BasketEventData['BasketCheckedOut'];
  return { orderId, total, placedAt: time };
}

/**
 * Names and addresses as the shop keeps those of people who register: they are shown to staff and written on parcels.
 * @throws ProblemError 422 for what nobody sees in them
 */
function keptContact({ name, email, address }: Checkout): Checkout {
  const line = (field: string, text: string) => keptText('checkout.invalid', `/body/${field}`, () => personName(text));
  const { line1, line2, city, postcode, country } = address;
  return {
    name: line('name', name),
    email: keptText('checkout.invalid', '/body/email', () => emailAddress(email)),
    address: {
      line1: line('address/line1', line1),
      ...(line2?.trim() && { line2: line('address/line2', line2) }),
      city: line('address/city', city),
      postcode: line('address/postcode', postcode),
      country: line('address/country', country),
    },
  };
}

/** In a fixed order of fields, because it is hashed. */
function contactOf(
  orderId: string,
  owner: string | undefined,
  { name, email, address }: Omit<OrderContact, 'orderId' | 'owner'>,
): OrderContact {
  const { line1, line2, city, postcode, country } = address;
  const whose = owner === undefined ? {} : { owner };
  return { orderId, ...whose, name, email, address: { line1, ...(line2 && { line2 }), city, postcode, country } };
}

function contactRecord(contact: OrderContact): NewRecord {
  return {
    topic: 'order_contacts',
    key: contact.orderId,
    value: JSON.stringify(contact),
    headers: { 'content-type': 'application/json' },
  };
}

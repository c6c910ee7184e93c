// Every role of core/app/BOUNDARY.md and how it is drawn. A test checks this table against that page.
import type { ComponentType } from 'preact';
import { Action, Link } from './components/actions';
import { CareCard, Card, ChannelCard, Emergency, Group } from './components/cards';
import { Field, Select } from './components/fields';
import { Banner, Footer, Page, Person } from './components/frame';
import { Choice, Form, Question } from './components/questions';
import { Slot, SlotDay, SlotList } from './components/slots';
import { ErrorSummary, SummaryList, SummaryRow } from './components/summaries';
import { Badge, Heading, List, Loading, Notice, Progress, Text } from './components/texts';
import type { NodeProps } from './shell';

export const drawings: Record<string, ComponentType<NodeProps>> = {
  page: Page,
  banner: Banner,
  person: Person,
  footer: Footer,
  heading: Heading,
  text: Text,
  list: List,
  notice: Notice,
  'care-card': CareCard,
  emergency: Emergency,
  'error-summary': ErrorSummary,
  progress: Progress,
  form: Form,
  question: Question,
  choice: Choice,
  field: Field,
  select: Select,
  action: Action,
  link: Link,
  'summary-list': SummaryList,
  'summary-row': SummaryRow,
  badge: Badge,
  'channel-card': ChannelCard,
  card: Card,
  'slot-list': SlotList,
  'slot-day': SlotDay,
  slot: Slot,
  group: Group,
  loading: Loading,
};

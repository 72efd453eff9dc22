import { ObjectType } from '@nestjs/graphql';
import { connectionType } from '../connection.js';
import { Organisation, Person } from './account.types.js';

@ObjectType({ description: 'A page of organisations.' })
export class OrganisationConnection extends connectionType(Organisation, 'Organisation') {}

@ObjectType({ description: 'A page of people.' })
export class PersonConnection extends connectionType(Person, 'Person') {}

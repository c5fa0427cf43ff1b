import gql from 'graphql-tag';

export const typeDefs = gql`
  enum Shelf {
    FICTION
    SCIENCE
  }
  input BookInput {
    title: String!
    pages: Int
  }
  type Book {
    id: ID!
    title: String!
    shelf: Shelf
    reviews: [String!]!
  }
  type Query {
    books(shelf: Shelf, limit: Int): [Book!]!
    book(id: ID!): Book
    loans: [Book!]!
    fines: Int!
    me: String!
    greeting: String!
    members: [String!]!
    audit(since: Int): [String!]!
  }
  type Mutation {
    signIn(name: String!, password: String!): String!
    borrow(id: ID!): Boolean!
    giveBack(id: ID!): Boolean!
    addBook(input: BookInput!): Book!
    removeBook(id: ID!): Boolean!
    rate(id: ID!, stars: Int!): Boolean!
    suggest(title: String!): Boolean!
    closeLibrary: Boolean!
  }
`;

export const schema = `
  CREATE TABLE users (
    id            serial PRIMARY KEY,
    email         text NOT NULL UNIQUE,
    name          text NOT NULL,
    password_hash text NOT NULL,
    role          text NOT NULL
  );

  CREATE TABLE products (
    id          serial PRIMARY KEY,
    name        text NOT NULL,
    category    text NOT NULL,
    price_cents integer NOT NULL
  );

  CREATE TABLE orders (
    id         serial PRIMARY KEY,
    user_id    integer NOT NULL REFERENCES users (id),
    product_id integer NOT NULL REFERENCES products (id),
    status     text NOT NULL DEFAULT 'open',
    placed_on  date NOT NULL DEFAULT current_date
  );

  CREATE TABLE reviews (
    id         serial PRIMARY KEY,
    product_id integer NOT NULL REFERENCES products (id),
    user_id    integer NOT NULL REFERENCES users (id),
    rating     integer NOT NULL,
    comment    text NOT NULL
  );
`;

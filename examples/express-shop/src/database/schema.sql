CREATE TABLE users (
  id            serial PRIMARY KEY,
  email         text NOT NULL UNIQUE,
  name          text NOT NULL,
  password_hash text NOT NULL,
  role          text NOT NULL DEFAULT 'customer'
);

CREATE TABLE permissions (
  user_id    integer NOT NULL REFERENCES users (id),
  permission text NOT NULL,
  PRIMARY KEY (user_id, permission)
);

CREATE TABLE products (
  id          serial PRIMARY KEY,
  name        text NOT NULL,
  category    text NOT NULL,
  price_cents integer NOT NULL,
  stock       integer NOT NULL
);

CREATE TABLE reviews (
  id         serial PRIMARY KEY,
  product_id integer NOT NULL REFERENCES products (id),
  user_id    integer NOT NULL REFERENCES users (id),
  rating     integer NOT NULL,
  comment    text NOT NULL
);

CREATE TABLE orders (
  id          serial PRIMARY KEY,
  user_id     integer NOT NULL REFERENCES users (id),
  status      text NOT NULL DEFAULT 'open',
  total_cents integer NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE order_items (
  order_id    integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  product_id  integer NOT NULL REFERENCES products (id),
  quantity    integer NOT NULL,
  price_cents integer NOT NULL,
  PRIMARY KEY (order_id, product_id)
);

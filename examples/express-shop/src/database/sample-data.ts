import { hashPassword } from '../auth/passwords.ts';

const people = [
  { email: 'ada@example.com', name: 'Ada', password: 'correct horse', role: 'customer' },
  { email: 'grace@example.com', name: 'Grace', password: 'battery staple', role: 'customer' },
  { email: 'sam@example.com', name: 'Sam', password: 'shelf and ladder', role: 'staff' },
  { email: 'root@example.com', name: 'Robin', password: 'four random words', role: 'admin' },
];

/** Statements that fill an empty database. */
export async function sampleData(): Promise<string> {
  const users: string[] = [];
  for (const person of people) {
    users.push(`('${person.email}', '${person.name}', '${await hashPassword(person.password)}', '${person.role}')`);
  }
  return `
    INSERT INTO users (email, name, password_hash, role) VALUES ${users.join(', ')};
    INSERT INTO permissions (user_id, permission) VALUES (3, 'refund'), (4, 'refund');
    INSERT INTO products (name, category, price_cents, stock) VALUES
      ('Walnut desk', 'furniture', 48900, 6),
      ('Reading lamp', 'lighting', 5900, 40),
      ('Desk lamp', 'lighting', 7900, 25),
      ('Linen chair', 'furniture', 18900, 12);
    INSERT INTO orders (user_id, status, total_cents) VALUES
      (1, 'open', 54800), (1, 'shipped', 7900), (2, 'open', 18900);
    INSERT INTO order_items (order_id, product_id, quantity, price_cents) VALUES
      (1, 1, 1, 48900), (1, 2, 1, 5900), (2, 3, 1, 7900), (3, 4, 1, 18900);
  `;
}

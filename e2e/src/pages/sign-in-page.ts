import type { Page } from '@playwright/test';

/** The sign-in pages of both front ends: they have the same fields. */
export class SignInPage {
  constructor(
    readonly page: Page,
    private readonly path: '/sign-in' | '/ops/sign-in' = '/sign-in',
  ) {}

  async open(): Promise<void> {
    await this.page.goto(this.path);
    await this.page.getByLabel('Email').waitFor();
  }

  /** Fills in and sends; what follows is up to the caller to wait for. */
  async signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<void> {
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  }
}

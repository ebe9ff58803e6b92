import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Products } from '@shop/api';

/** The departments as links that narrow the search; chips in a row where there is little room. */
@Component({
  selector: 'shop-department-nav',
  imports: [RouterLink],
  template: `
    <nav aria-label="Departments">
      <ul class="list">
        <li>
          <a
            routerLink="/browse"
            [queryParams]="{ department: null }"
            queryParamsHandling="merge"
            [attr.aria-current]="selected() ? null : 'true'"
            >All
            @if (departments().length) {
              <span class="count tabular">{{ all() }}</span>
            }
          </a>
        </li>
        @for (department of departments(); track department.name) {
          <li>
            <a
              routerLink="/browse"
              [queryParams]="{ department: department.name }"
              queryParamsHandling="merge"
              [attr.aria-current]="department.name === selected() ? 'true' : null"
              >{{ department.name }} <span class="count tabular">{{ department.count }}</span></a
            >
          </li>
        }
      </ul>
    </nav>
  `,
  styleUrl: './department-nav.css',
})
export class DepartmentNav {
  readonly departments = input.required<Products['departments']>();
  /** The department the search is narrowed to. */
  readonly selected = input<string>();
  protected readonly all = computed(() => this.departments().reduce((sum, { count }) => sum + count, 0));
}

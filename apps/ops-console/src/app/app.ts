import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** The root: whatever the route says. */
@Component({ selector: 'ops-root', imports: [RouterOutlet], template: '<router-outlet />' })
export class App {}

import { Outlet } from 'react-router';
import type { Route } from './+types/portal';
import { notFound } from '../api/api.server';
import { isLocale } from '../i18n/locale';

export function loader({ params }: Route.LoaderArgs): null {
  if (!isLocale(params.locale)) notFound();
  return null;
}

export default function Portal() {
  return <Outlet />;
}

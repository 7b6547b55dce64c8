"""The records that administrators maintain, under /setting."""

from fastapi import APIRouter, FastAPI

from api.routers.setting.category_router import router as category_router
from api.routers.setting.class_router import router as class_router


def register_setting_routers(app: FastAPI) -> None:
    setting_router = APIRouter(prefix="/setting")
    setting_router.include_router(category_router)
    setting_router.include_router(class_router)
    app.include_router(setting_router)

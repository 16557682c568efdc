/* SPDX-License-Identifier: MIT */
/* Made by "generate" from numbers/appearances.tsv: change those. */
#include "assigned/names.h"

/* clang-format off */
/* Appearances */
static const uint16_t appearances_keys[] = {
    0x0000, 0x0040, 0x0080, 0x0081, 0x0082, 0x0083, 0x0084, 0x0085, 0x0086, 0x0087, 0x0088, 0x0089, 0x008a, 0x008b,
    0x008c, 0x008d, 0x008e, 0x008f, 0x00c0, 0x00c1, 0x00c2, 0x0100, 0x0140, 0x0180, 0x01c0, 0x0200, 0x0240, 0x0280,
    0x02c0, 0x0300, 0x0301, 0x0340, 0x0341, 0x0380, 0x0381, 0x0382, 0x03c0, 0x03c1, 0x03c2, 0x03c3, 0x03c4, 0x03c5,
    0x03c6, 0x03c7, 0x03c8, 0x03c9, 0x03ca, 0x0400, 0x0440, 0x0441, 0x0442, 0x0443, 0x0480, 0x0481, 0x0482, 0x0483,
    0x0484, 0x0485, 0x04c0, 0x04c1, 0x04c2, 0x04c3, 0x04c4, 0x04c5, 0x04c6, 0x04c7, 0x04c8, 0x04c9, 0x04ca, 0x04cb,
    0x04cc, 0x04cd, 0x0500, 0x0501, 0x0502, 0x0503, 0x0540, 0x0541, 0x0542, 0x0543, 0x0544, 0x0545, 0x0546, 0x0547,
    0x0548, 0x0549, 0x054a, 0x054b, 0x054c, 0x054d, 0x054e, 0x054f, 0x0550, 0x0551, 0x0552, 0x0553, 0x0554, 0x0555,
    0x0556, 0x0557, 0x0558, 0x0559, 0x0580, 0x0581, 0x0582, 0x0583, 0x0584, 0x0585, 0x0586, 0x0587, 0x0588, 0x0589,
    0x058a, 0x058b, 0x058c, 0x058d, 0x058e, 0x058f, 0x0590, 0x0591, 0x0592, 0x0593, 0x0594, 0x0595, 0x0596, 0x0597,
    0x0598, 0x0599, 0x05c0, 0x05c1, 0x05c2, 0x05c3, 0x05c4, 0x05c5, 0x05c6, 0x0600, 0x0601, 0x0602, 0x0603, 0x0604,
    0x0605, 0x0606, 0x0607, 0x0608, 0x0609, 0x060a, 0x060b, 0x0640, 0x0680, 0x06c0, 0x06c1, 0x06c2, 0x06c3, 0x06c4,
    0x06c5, 0x06c6, 0x06c7, 0x0700, 0x0701, 0x0702, 0x0703, 0x0704, 0x0705, 0x0706, 0x0707, 0x0708, 0x0709, 0x0740,
    0x0741, 0x0742, 0x0743, 0x0744, 0x0745, 0x0780, 0x0781, 0x0782, 0x0783, 0x0784, 0x0785, 0x0786, 0x0787, 0x0788,
    0x0789, 0x07c0, 0x07c1, 0x07c2, 0x07c3, 0x07c4, 0x07c5, 0x07c6, 0x07c7, 0x07c8, 0x0800, 0x0801, 0x0802, 0x0803,
    0x0804, 0x0805, 0x0806, 0x0840, 0x0841, 0x0842, 0x0843, 0x0844, 0x0845, 0x0880, 0x0881, 0x0882, 0x0883, 0x0884,
    0x0885, 0x0886, 0x0887, 0x0888, 0x0889, 0x08c0, 0x08c1, 0x08c2, 0x08c3, 0x08c4, 0x08c5, 0x08c6, 0x08c7, 0x08c8,
    0x08c9, 0x08ca, 0x08cb, 0x08cc, 0x08cd, 0x08ce, 0x08cf, 0x0900, 0x0901, 0x0902, 0x0903, 0x0904, 0x0905, 0x0906,
    0x0907, 0x0908, 0x0909, 0x090a, 0x090b, 0x090c, 0x090d, 0x090e, 0x090f, 0x0940, 0x0941, 0x0942, 0x0943, 0x0944,
    0x0945, 0x0946, 0x0980, 0x0981, 0x0982, 0x0983, 0x0984, 0x09c0, 0x09c1, 0x09c2, 0x09c3, 0x09c4, 0x09c5, 0x09c6,
    0x09c7, 0x09c8, 0x09c9, 0x09ca, 0x0a00, 0x0a01, 0x0a02, 0x0a03, 0x0a40, 0x0a41, 0x0a42, 0x0a43, 0x0a80, 0x0a81,
    0x0a82, 0x0ac0, 0x0ac1, 0x0ac2, 0x0c40, 0x0c41, 0x0c42, 0x0c80, 0x0cc0, 0x0cc1, 0x0cc2, 0x0d00, 0x0d40, 0x0d41,
    0x0d44, 0x0d48, 0x0d80, 0x0dc0, 0x0dc1, 0x1440, 0x1441, 0x1442, 0x1443, 0x1444, 0x1480, 0x1481, 0x1482, 0x1483,
    0x1484, 0x1485, 0x1486, 0x14c0, 0x14c1, 0x14c2, 0x14c3, 0x14c4, 0x14c5, 0x14c6, 0x14c7, 0x14c8, 0x14c9, 0x1500,
    0x1501, 0x1502, 0x1503, 0x1504, 0x1505, 0x1506, 0x1507, 0x1508, 0x1509, 0x150a, 0x150b, 0x150c, 0x150d, 0x150e,
    0x150f, 0x1510, 0x1511, 0x1512, 0x1513, 0x1514,
};
static const uint32_t appearances_groups[] = {
    0, 230, 405, 631, 900, 1129, 1388, 1633, 1856, 2015, 2220, 2409, 2657, 2884, 3078, 3274, 3484, 3681, 3947, 4277,
    4560, 4776,
};
static const char appearances_text[] =
    "Unknown\0" "Phone\0" "Computer\0" "Desktop Workstation\0" "Server-class Computer\0" "Laptop\0"
    "Handheld PC/PDA (clamshell)\0" "Palm-size PC/PDA\0" "Wearable Computer (watch size)\0" "Tablet\0"
    "Docking Station\0" "All in One\0" "Blade Server\0" "Convertible\0" "Detachable\0" "IoT Gateway\0" "Mini PC\0"
    "Stick PC\0" "Watch\0" "Sports Watch\0" "Smartwatch\0" "Clock\0" "Display\0" "Remote Control\0" "Eye-glasses\0"
    "Tag\0" "Keyring\0" "Media Player\0" "Barcode Scanner\0" "Thermometer\0" "Ear Thermometer\0" "Heart Rate Sensor\0"
    "Heart Rate Belt\0" "Blood Pressure\0" "Arm Blood Pressure\0" "Wrist Blood Pressure\0" "Human Interface Device\0"
    "Keyboard\0" "Mouse\0" "Joystick\0" "Gamepad\0" "Digitizer Tablet\0" "Card Reader\0" "Digital Pen\0"
    "Barcode Scanner\0" "Touchpad\0" "Presentation Remote\0" "Glucose Meter\0" "Running Walking Sensor\0"
    "In-Shoe Running Walking Sensor\0" "On-Shoe Running Walking Sensor\0" "On-Hip Running Walking Sensor\0" "Cycling\0"
    "Cycling Computer\0" "Speed Sensor\0" "Cadence Sensor\0" "Power Sensor\0" "Speed and Cadence Sensor\0"
    "Control Device\0" "Switch\0" "Multi-switch\0" "Button\0" "Slider\0" "Rotary Switch\0" "Touch Panel\0"
    "Single Switch\0" "Double Switch\0" "Triple Switch\0" "Battery Switch\0" "Energy Harvesting Switch\0"
    "Push Button\0" "Dial\0" "Network Device\0" "Access Point\0" "Mesh Device\0" "Mesh Network Proxy\0" "Sensor\0"
    "Motion Sensor\0" "Air Quality Sensor\0" "Temperature Sensor\0" "Humidity Sensor\0" "Leak Sensor\0" "Smoke Sensor\0"
    "Occupancy Sensor\0" "Contact Sensor\0" "Carbon Monoxide Sensor\0" "Carbon Dioxide Sensor\0"
    "Ambient Light Sensor\0" "Energy Sensor\0" "Color Light Sensor\0" "Rain Sensor\0" "Fire Sensor\0" "Wind Sensor\0"
    "Proximity Sensor\0" "Multi-Sensor\0" "Flush Mounted Sensor\0" "Ceiling Mounted Sensor\0" "Wall Mounted Sensor\0"
    "Multisensor\0" "Energy Meter\0" "Flame Detector\0" "Vehicle Tire Pressure Sensor\0" "Light Fixtures\0"
    "Wall Light\0" "Ceiling Light\0" "Floor Light\0" "Cabinet Light\0" "Desk Light\0" "Troffer Light\0"
    "Pendant Light\0" "In-ground Light\0" "Flood Light\0" "Underwater Light\0" "Bollard with Light\0" "Pathway Light\0"
    "Garden Light\0" "Pole-top Light\0" "Spotlight\0" "Linear Light\0" "Street Light\0" "Shelves Light\0" "Bay Light\0"
    "Emergency Exit Light\0" "Light Controller\0" "Light Driver\0" "Bulb\0" "Low-bay Light\0" "High-bay Light\0" "Fan\0"
    "Ceiling Fan\0" "Axial Fan\0" "Exhaust Fan\0" "Pedestal Fan\0" "Desk Fan\0" "Wall Fan\0" "HVAC\0" "Thermostat\0"
    "Humidifier\0" "De-humidifier\0" "Heater\0" "Radiator\0" "Boiler\0" "Heat Pump\0" "Infrared Heater\0"
    "Radiant Panel Heater\0" "Fan Heater\0" "Air Curtain\0" "Air Conditioning\0" "Humidifier\0" "Heating\0" "Radiator\0"
    "Boiler\0" "Heat Pump\0" "Infrared Heater\0" "Radiant Panel Heater\0" "Fan Heater\0" "Air Curtain\0"
    "Access Control\0" "Access Door\0" "Garage Door\0" "Emergency Exit Door\0" "Access Lock\0" "Elevator\0" "Window\0"
    "Entrance Gate\0" "Door Lock\0" "Locker\0" "Motorized Device\0" "Motorized Gate\0" "Awning\0" "Blinds or Shades\0"
    "Curtains\0" "Screen\0" "Power Device\0" "Power Outlet\0" "Power Strip\0" "Plug\0" "Power Supply\0" "LED Driver\0"
    "Fluorescent Lamp Gear\0" "HID Lamp Gear\0" "Charge Case\0" "Power Bank\0" "Light Source\0"
    "Incandescent Light Bulb\0" "LED Lamp\0" "HID Lamp\0" "Fluorescent Lamp\0" "LED Array\0" "Multi-Color LED Array\0"
    "Low Voltage Halogen\0" "Organic Light Emitting Diode (OLED)\0" "Window Covering\0" "Window Shades\0"
    "Window Blinds\0" "Window Awning\0" "Window Curtain\0" "Exterior Shutter\0" "Exterior Screen\0" "Audio Sink\0"
    "Standalone Speaker\0" "Soundbar\0" "Bookshelf Speaker\0" "Standmounted Speaker\0" "Speakerphone\0" "Audio Source\0"
    "Microphone\0" "Alarm\0" "Bell\0" "Horn\0" "Broadcasting Device\0" "Service Desk\0" "Kiosk\0" "Broadcasting Room\0"
    "Auditorium\0" "Motorized Vehicle\0" "Car\0" "Large Goods Vehicle\0" "2-Wheeled Vehicle\0" "Motorbike\0" "Scooter\0"
    "Moped\0" "3-Wheeled Vehicle\0" "Light Vehicle\0" "Quad Bike\0" "Minibus\0" "Bus\0" "Trolley\0"
    "Agricultural Vehicle\0" "Camper/Caravan\0" "Recreational Vehicle/Motor Home\0" "Domestic Appliance\0"
    "Refrigerator\0" "Freezer\0" "Oven\0" "Microwave\0" "Toaster\0" "Washing Machine\0" "Dryer\0" "Coffee Maker\0"
    "Clothes Iron\0" "Curling Iron\0" "Hair Dryer\0" "Vacuum Cleaner\0" "Robotic Vacuum Cleaner\0" "Rice Cooker\0"
    "Clothes Steamer\0" "Wearable Audio Device\0" "Earbud\0" "Headset\0" "Headphones\0" "Neck Band\0" "Left Earbud\0"
    "Right Earbud\0" "Aircraft\0" "Light Aircraft\0" "Microlight\0" "Paraglider\0" "Large Passenger Aircraft\0"
    "AV Equipment\0" "Amplifier\0" "Receiver\0" "Radio\0" "Tuner\0" "Turntable\0" "CD Player\0" "DVD Player\0"
    "Bluray Player\0" "Optical Disc Player\0" "Set-Top Box\0" "Display Equipment\0" "Television\0" "Monitor\0"
    "Projector\0" "Hearing Aid\0" "In-ear Hearing Aid\0" "Behind-ear Hearing Aid\0" "Cochlear Implant\0" "Gaming\0"
    "Home Video Game Console\0" "Portable Handheld Console\0" "Signage\0" "Digital Signage\0" "Electronic Label\0"
    "Pulse Oximeter\0" "Fingertip Pulse Oximeter\0" "Wrist Worn Pulse Oximeter\0" "Weight Scale\0"
    "Personal Mobility Device\0" "Powered Wheelchair\0" "Mobility Scooter\0" "Continuous Glucose Monitor\0"
    "Insulin Pump\0" "Insulin Pump, durable pump\0" "Insulin Pump, patch pump\0" "Insulin Pen\0" "Medication Delivery\0"
    "Spirometer\0" "Handheld Spirometer\0" "Outdoor Sports Activity\0" "Location Display\0"
    "Location and Navigation Display\0" "Location Pod\0" "Location and Navigation Pod\0"
    "Industrial Measurement Device\0" "Torque Testing Device\0" "Caliper\0" "Dial Indicator\0" "Micrometer\0"
    "Height Gauge\0" "Force Gauge\0" "Industrial Tools\0" "Machine Tool Holder\0" "Generic Clamping Device\0"
    "Clamping Jaws/Jaw Chuck\0" "Clamping (Collet) Chuck\0" "Clamping Mandrel\0" "Vise\0" "Zero-Point Clamping System\0"
    "Torque Wrench\0" "Torque Screwdriver\0" "Cookware Device\0" "Pot and Jugs\0" "Pressure Cooker\0" "Slow Cooker\0"
    "Steam Cooker\0" "Saucepan\0" "Frying Pan\0" "Casserole\0" "Dutch Oven\0" "Grill Pan/Raclette Grill/Griddle Pan\0"
    "Braising Pan\0" "Wok Pan\0" "Paella Pan\0" "Crepe Pan\0" "Tagine\0" "Fondue\0" "Lid\0" "Wired Probe\0"
    "Wireless Probe\0" "Baking Molds\0" "Baking Tray\0";

const struct blr_names blr_appearances = { appearances_keys, appearances_groups, appearances_text, 342 };
/* clang-format on */
